class Solution:
    def doubled(self, n: int) -> int:
        if n == 2:
            raise ArithmeticError("two is too much")
        return 2 * n
