int spin(int n) {
    volatile int count = 0;
    while (n > 0) count = (count + 1) & 1023;
    return count;
}
