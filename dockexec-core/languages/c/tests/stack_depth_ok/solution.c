int depth(int n) {
    volatile char frame[200];
    frame[0] = (char)n;
    return n == 0 ? 0 : 1 + depth(n - 1) + frame[0] * 0;
}
