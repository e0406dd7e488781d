# Wrong: rounds the averages down.
class Solution:
    def tideAverages(self, levels: List[int], hours: int) -> List[float]:
        sums = [0, *accumulate(levels)]
        return [float((high - low) // hours) for low, high in zip(sums, sums[hours:])]
