class Solution:
    def number(self, n: int) -> float:
        return [float('nan'), float('inf'), -0.0, 1e309][n]
