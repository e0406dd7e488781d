class Solution:
    def spin(self, n: int) -> int:
        while n > 0:
            n += 1
        return n
