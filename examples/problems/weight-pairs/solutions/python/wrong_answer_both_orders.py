# Wrong: every pair comes twice, once in each order.
class Solution:
    def weightPairs(self, weights: List[int], target: int) -> List[List[int]]:
        numbers = set(weights)
        return [[number, target - number] for number in numbers if number != target - number and target - number in numbers]
