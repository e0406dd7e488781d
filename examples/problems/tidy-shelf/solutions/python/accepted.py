class Solution:
    def tidyShelf(self, shelf: List[int]) -> None:
        """
        Do not return anything, modify shelf in-place instead.
        """
        shelf.sort(key=lambda number: number < 0)
