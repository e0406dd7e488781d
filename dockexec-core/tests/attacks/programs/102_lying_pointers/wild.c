#include <stdlib.h>

int *items(int *nums, int numsSize, int *returnSize) {
    (void)numsSize, (void)returnSize;
    *returnSize = 1000;
    return (int *)0x10;
}
