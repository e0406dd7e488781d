int pick(int* nums, int numsSize, int index) {
    if (index >= numsSize) {
        return *(volatile int*)0;
    }
    return nums[index];
}
