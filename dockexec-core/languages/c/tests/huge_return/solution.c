int* doubled(int n, int* returnSize) {
    int* out = malloc(sizeof(int));
    *returnSize = 2000000000;
    return out;
}
