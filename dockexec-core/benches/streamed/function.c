long long total(int* nums, int numsSize) {
    long long sum = 0;
    for (int i = 0; i < numsSize; i++) sum += nums[i];
    return sum;
}
