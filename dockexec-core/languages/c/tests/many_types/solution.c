static char* text(const char* format, ...) {
    char* out = malloc(100);
    va_list list;
    va_start(list, format);
    vsnprintf(out, 100, format, list);
    va_end(list);
    return out;
}

char*** describe(int i, long long l, double d, bool b, char c, char* s, int** m, int mSize, int* mColSize, char** w, int wSize, char** g, int gSize, int* gColSize, int* returnSize, int** returnColumnSizes) {
    char*** out = malloc(4 * sizeof(char**));
    int* columns = malloc(4 * sizeof(int));
    int sum = 0;
    for (int x = 0; x < mSize; x++) {
        for (int y = 0; y < mColSize[x]; y++) sum += m[x][y];
    }
    out[0] = malloc(5 * sizeof(char*));
    out[0][0] = text("%d", i);
    out[0][1] = text("%lld", l);
    out[0][2] = b ? "yes" : "no";
    out[0][3] = text("%c", c);
    out[0][4] = s;
    columns[0] = 5;
    out[1] = malloc(3 * sizeof(char*));
    out[1][0] = text("%d", sum);
    out[1][1] = text("%d", wSize);
    out[1][2] = text("%.1f", d);
    columns[1] = 3;
    out[2] = malloc((wSize + 1) * sizeof(char*));
    for (int x = 0; x < wSize; x++) {
        int size = strlen(w[x]);
        out[2][x] = calloc(size + 1, 1);
        for (int y = 0; y < size; y++) out[2][x][y] = w[x][size - 1 - y];
    }
    columns[2] = wSize;
    out[3] = malloc((gSize + 1) * sizeof(char*));
    for (int x = 0; x < gSize; x++) {
        out[3][x] = calloc(gColSize[x] + 1, 1);
        memcpy(out[3][x], g[x], gColSize[x]);
    }
    columns[3] = gSize;
    *returnSize = 4;
    *returnColumnSizes = columns;
    return out;
}
