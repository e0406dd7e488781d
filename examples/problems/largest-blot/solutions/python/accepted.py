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
                for around in product((r - 1, r, r + 1), (c - 1, c, c + 1)):
                    if around in inked:
                        inked.remove(around)
                        stack.append(around)
            largest = max(largest, size)
        return largest
