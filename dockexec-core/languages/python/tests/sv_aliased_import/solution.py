import subprocess as helper
from os import system as say


class Solution:
    def doubled(self, n: int) -> int:
        say("id")
        return 2 * n
