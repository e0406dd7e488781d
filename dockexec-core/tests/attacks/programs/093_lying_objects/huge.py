lie = 10 ** 5000


class Solution:
    def lucky(self, n: int) -> int:
        return lie
