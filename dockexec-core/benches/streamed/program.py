import json


class Solution:
    def total(self, nums):
        sum = 0
        for n in nums:
            sum += n
        return sum


solution = Solution()
with open("inputs.json") as lines:
    for line in lines:
        print(solution.total(json.loads(line)))
