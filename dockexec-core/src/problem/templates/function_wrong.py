# Wrong: forgets negative numbers.
class Solution:
    def {{name}}(self, numbers: List[int]) -> int:
        return sum(number for number in numbers if number > 0)
