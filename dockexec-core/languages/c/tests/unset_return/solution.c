int** table(int n, int* returnSize, int** returnColumnSizes) {
    if (n == 0) return NULL;
    *returnSize = n;
    return calloc(n, sizeof(int*));
}
