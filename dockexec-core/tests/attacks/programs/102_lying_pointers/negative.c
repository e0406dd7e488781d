#include <stdlib.h>

int *items(int *nums, int numsSize, int *returnSize) {
    (void)numsSize, (void)returnSize;
    *returnSize = -1;
    return nums;
}
