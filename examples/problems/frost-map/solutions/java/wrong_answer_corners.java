// Wrong: lets the cold pass over corners.
class Solution {
    public int[][] frostMap(int[][] degrees) {
        int rows = degrees.length, columns = degrees[0].length;
        int[][] morning = new int[rows][columns];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                morning[r][c] = degrees[r][c];
                for (int y = Math.max(0, r - 1); y <= Math.min(rows - 1, r + 1); y++) {
                    for (int x = Math.max(0, c - 1); x <= Math.min(columns - 1, c + 1); x++) {
                        morning[r][c] = Math.min(morning[r][c], degrees[y][x]);
                    }
                }
            }
        }
        return morning;
    }
}
