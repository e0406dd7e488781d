#include <stdlib.h>

int *items(int *nums, int numsSize, int *returnSize) {
    (void)numsSize, (void)returnSize;
    int here[4] = {1, 2, 3, 4};
    int *volatile leak = here;
    *returnSize = 4;
    return leak;
}
