#include <stdlib.h>

int *items(int *nums, int numsSize, int *returnSize) {
    (void)numsSize, (void)returnSize;
    free(nums);
    free(nums);
    *returnSize = 1;
    return nums;
}
