class Solution:
    def frostMap(self, degrees: List[List[int]]) -> List[List[int]]:
        rows, columns = len(degrees), len(degrees[0])
        morning = [row[:] for row in degrees]
        for r in range(rows):
            for c in range(columns):
                for y, x in ((r - 1, c), (r + 1, c), (r, c - 1), (r, c + 1)):
                    if 0 <= y < rows and 0 <= x < columns:
                        morning[r][c] = min(morning[r][c], degrees[y][x])
        return morning
