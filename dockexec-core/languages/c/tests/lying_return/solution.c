int* doubled(int n, int* returnSize) {
    int* out = malloc(sizeof(int));
    out[0] = 2 * n;
    *returnSize = -1;
    return out;
}
