class Solution:
    def largest(self, nums: List[int]) -> int:
        best = 0
        for number in nums:
            best = max(best, number)
        return best
