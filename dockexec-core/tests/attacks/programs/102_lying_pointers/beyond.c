#include <stdlib.h>

int *items(int *nums, int numsSize, int *returnSize) {
    (void)numsSize, (void)returnSize;
    for (long i = 0;; i++) nums[i] = 41729;
}
