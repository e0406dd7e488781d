count = 0


class Solution:
    def next(self, n: int) -> int:
        global count
        count += 1
        return count // (count - 2) if n else count
