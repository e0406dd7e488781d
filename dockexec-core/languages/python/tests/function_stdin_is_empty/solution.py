class Solution:
    def doubled(self, n: int) -> int:
        return 2 * n + len(sys.stdin.read())
