int** rows(int** m, int mSize, int* mColSize, char** w, int wSize, int* returnSize, int** returnColumnSizes) {
    int** out = calloc(mSize + wSize + 1, sizeof(int*));
    int* columns = calloc(mSize + wSize + 1, sizeof(int));
    for (int i = 0; i < mSize; i++) {
        out[i] = m[i];
        columns[i] = mColSize[i];
    }
    *returnSize = mSize + wSize;
    *returnColumnSizes = columns;
    return out;
}
