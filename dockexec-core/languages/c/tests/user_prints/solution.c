int doubled(int n) {
    printf("case %d\n", n);
    return 2 * n;
}
