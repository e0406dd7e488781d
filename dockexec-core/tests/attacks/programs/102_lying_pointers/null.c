#include <stdlib.h>

int *items(int *nums, int numsSize, int *returnSize) {
    (void)numsSize, (void)returnSize;
    *returnSize = 5;
    return 0;
}
