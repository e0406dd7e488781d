# Wrong: squares that touch at a corner belong together too.
class Solution:
    def largestBlot(self, sheet: List[List[str]]) -> int:
        inked = {(r, c) for r, row in enumerate(sheet) for c, square in enumerate(row) if square == "#"}
        largest = 0
        while inked:
            stack = [inked.pop()]
            size = 0
            while stack:
                r, c = stack.pop()
                size += 1
                for around in ((r - 1, c), (r + 1, c), (r, c - 1), (r, c + 1)):
                    if around in inked:
                        inked.remove(around)
                        stack.append(around)
            largest = max(largest, size)
        return largest
