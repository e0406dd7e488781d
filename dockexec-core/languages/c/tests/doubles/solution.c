double* halves(double* a, int aSize, int* returnSize) {
    double* out = malloc((aSize + 1) * sizeof(double));
    for (int i = 0; i < aSize; i++) out[i] = a[i] / 2;
    *returnSize = aSize;
    return out;
}
