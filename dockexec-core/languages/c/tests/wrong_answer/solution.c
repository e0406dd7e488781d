int largest(int* nums, int numsSize) {
    int best = 0;
    for (int i = 0; i < numsSize; i++) {
        if (nums[i] > best) best = nums[i];
    }
    return best;
}
