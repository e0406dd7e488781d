#include <stdio.h>

int depth(int n) {
    volatile int frame[64];
    frame[n & 63] = n;
    return 1 + depth(n + 1) + frame[n & 63] * 0;
}

int main(void) {
    printf("%d\n", depth(0));
    return 0;
}
