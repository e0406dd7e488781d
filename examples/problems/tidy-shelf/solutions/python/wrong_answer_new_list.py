# Wrong: makes a new list and leaves the shelf as it was.
class Solution:
    def tidyShelf(self, shelf: List[int]) -> None:
        shelf = [number for number in shelf if number >= 0] + [number for number in shelf if number < 0]
