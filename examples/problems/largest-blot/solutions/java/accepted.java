class Solution {
    public int largestBlot(char[][] sheet) {
        int largest = 0;
        for (int r = 0; r < sheet.length; r++) {
            for (int c = 0; c < sheet[r].length; c++) {
                largest = Math.max(largest, blot(sheet, r, c));
            }
        }
        return largest;
    }

    private int blot(char[][] sheet, int r, int c) {
        if (r < 0 || r >= sheet.length || c < 0 || c >= sheet[r].length || sheet[r][c] != '#') return 0;
        sheet[r][c] = '.';
        int size = 1;
        for (int y = r - 1; y <= r + 1; y++) {
            for (int x = c - 1; x <= c + 1; x++) size += blot(sheet, y, x);
        }
        return size;
    }
}
