static int coldest(int a, int b) {
    return a < b ? a : b;
}

int** frostMap(int** degrees, int degreesSize, int* degreesColSize, int* returnSize, int** returnColumnSizes) {
    int** morning = malloc(degreesSize * sizeof(int*));
    *returnSize = degreesSize;
    *returnColumnSizes = malloc(degreesSize * sizeof(int));
    for (int r = 0; r < degreesSize; r++) {
        int columns = degreesColSize[r];
        (*returnColumnSizes)[r] = columns;
        morning[r] = malloc(columns * sizeof(int));
        for (int c = 0; c < columns; c++) {
            int here = degrees[r][c];
            if (r > 0) here = coldest(here, degrees[r - 1][c]);
            if (r + 1 < degreesSize) here = coldest(here, degrees[r + 1][c]);
            if (c > 0) here = coldest(here, degrees[r][c - 1]);
            if (c + 1 < columns) here = coldest(here, degrees[r][c + 1]);
            morning[r][c] = here;
        }
    }
    return morning;
}
