/* Fails: walks endlessly, because it never marks what it has seen. */
static int blot(char** sheet, int rows, int columns, int r, int c) {
    if (r < 0 || r >= rows || c < 0 || c >= columns || sheet[r][c] != '#') return 0;
    int size = 1;
    for (int y = r - 1; y <= r + 1; y++) {
        for (int x = c - 1; x <= c + 1; x++) size += blot(sheet, rows, columns, y, x);
    }
    return size;
}

int largestBlot(char** sheet, int sheetSize, int* sheetColSize) {
    int largest = 0;
    for (int r = 0; r < sheetSize; r++) {
        for (int c = 0; c < sheetColSize[r]; c++) {
            int size = blot(sheet, sheetSize, sheetColSize[r], r, c);
            if (size > largest) largest = size;
        }
    }
    return largest;
}
