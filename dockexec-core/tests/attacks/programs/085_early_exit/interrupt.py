import os
import sys


class Solution:
    def lucky(self, n: int) -> int:
        raise KeyboardInterrupt
