class Solution:
    def pick(self, nums: List[int], index: int) -> int:
        chosen = nums[index]
        return chosen
