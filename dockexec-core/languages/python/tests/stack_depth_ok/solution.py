class Solution:
    def depth(self, n: int) -> int:
        return 0 if n == 0 else 1 + self.depth(n - 1)
