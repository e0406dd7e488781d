class Solution:
    def doubled(self, n: int) -> int:
        return str(2 * n)
