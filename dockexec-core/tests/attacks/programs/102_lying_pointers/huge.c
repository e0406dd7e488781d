#include <stdlib.h>

int *items(int *nums, int numsSize, int *returnSize) {
    (void)numsSize, (void)returnSize;
    *returnSize = 2147483647;
    return nums;
}
