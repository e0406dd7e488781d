static int ascending(const void* a, const void* b) {
    int x = *(const int*)a, y = *(const int*)b;
    return (x > y) - (x < y);
}

int** weightPairs(int* weights, int weightsSize, int target, int* returnSize, int** returnColumnSizes) {
    int** pairs = malloc((weightsSize + 1) * sizeof(int*));
    *returnColumnSizes = malloc((weightsSize + 1) * sizeof(int));
    *returnSize = 0;
    qsort(weights, weightsSize, sizeof(int), ascending);
    int low = 0, high = weightsSize - 1;
    while (low < high && weights[low] < weights[high]) {
        long long sum = (long long)weights[low] + weights[high];
        if (sum < target) {
            low++;
        } else if (sum > target) {
            high--;
        } else {
            int* pair = malloc(2 * sizeof(int));
            pair[0] = weights[low];
            pair[1] = weights[high];
            (*returnColumnSizes)[*returnSize] = 2;
            pairs[(*returnSize)++] = pair;
            /* The same numbers once more are no new pair. */
            while (low < high && weights[low] == pair[0]) low++;
            while (low < high && weights[high] == pair[1]) high--;
        }
    }
    return pairs;
}
