#include <stdlib.h>

int *items(int *nums, int numsSize, int *returnSize) {
    (void)numsSize, (void)returnSize;
    int *gone = malloc(64);
    free(gone);
    free(nums);
    *returnSize = 3;
    return gone;
}
