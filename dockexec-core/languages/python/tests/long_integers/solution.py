class Solution:
    def extremes(self, a: int, b: int, n: int) -> List[int]:
        return [a, b, a + b, n]
