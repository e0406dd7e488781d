int doubled(int n) {
    if (n == 2) {
        fprintf(stderr, "two is too much\n");
        abort();
    }
    return 2 * n;
}
