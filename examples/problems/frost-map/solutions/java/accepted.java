class Solution {
    public int[][] frostMap(int[][] degrees) {
        int rows = degrees.length, columns = degrees[0].length;
        int[][] morning = new int[rows][columns];
        int[][] steps = {{0, 0}, {-1, 0}, {1, 0}, {0, -1}, {0, 1}};
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                morning[r][c] = Integer.MAX_VALUE;
                for (int[] step : steps) {
                    int y = r + step[0], x = c + step[1];
                    if (y >= 0 && y < rows && x >= 0 && x < columns) {
                        morning[r][c] = Math.min(morning[r][c], degrees[y][x]);
                    }
                }
            }
        }
        return morning;
    }
}
