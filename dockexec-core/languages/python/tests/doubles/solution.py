class Solution:
    def halves(self, a: List[float]) -> List[float]:
        return [x / 2 for x in a]
