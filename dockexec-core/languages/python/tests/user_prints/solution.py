print("loaded")


class Solution:
    def doubled(self, n: int) -> int:
        print("case", n)
        return 2 * n
