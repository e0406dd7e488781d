class Solution:
    def depth(self, n: int) -> int:
        if n < 0:
            return 0
        return 1 + self.depth(n + 1)
