lie = []
lie.append(lie)


class Solution:
    def lucky(self, n: int) -> int:
        return lie
