int doubled(int n) {
    __asm__ volatile("nop");
    return 2 * n;
}
