int depth(int n) {
    volatile int frame[64];
    frame[n & 63] = n;
    if (n < 0) return 0;
    return 1 + depth((n + 1) & 0x7fffffff) + frame[n & 63] * 0;
}
