lie = 41729.0


class Solution:
    def lucky(self, n: int) -> int:
        return lie
