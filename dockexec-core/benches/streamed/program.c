#include <stdio.h>
#include <stdlib.h>

static long long total(int* nums, int numsSize) {
    long long sum = 0;
    for (int i = 0; i < numsSize; i++) sum += nums[i];
    return sum;
}

int main(void) {
    FILE* file = fopen("inputs.json", "r");
    char* line = NULL;
    size_t room = 0;
    int *nums = NULL, cap = 0;
    while (getline(&line, &room, file) > 0) {
        int count = 0;
        char* at = line + 1;
        while (*at && *at != ']') {
            if (count == cap) nums = realloc(nums, sizeof(int) * (cap = cap ? 2 * cap : 16));
            nums[count++] = (int)strtol(at, &at, 10);
            if (*at == ',') at++;
        }
        printf("%lld\n", total(nums, count));
    }
    return 0;
}
