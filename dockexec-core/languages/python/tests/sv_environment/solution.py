class Solution:
    def doubled(self, n: int) -> int:
        print(os.environ["HOME"])
        return 2 * n
