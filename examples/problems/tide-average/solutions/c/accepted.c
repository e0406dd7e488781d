double* tideAverages(int* levels, int levelsSize, int hours, int* returnSize) {
    double* averages = malloc((levelsSize + 1) * sizeof(double));
    long long sum = 0;
    *returnSize = 0;
    for (int i = 0; i < levelsSize; i++) {
        sum += levels[i];
        if (i >= hours) sum -= levels[i - hours];
        if (i + 1 >= hours) averages[(*returnSize)++] = (double)sum / hours;
    }
    return averages;
}
