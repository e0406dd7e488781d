int doubled(int n) {
    printf("%d\n", 2 * n);
    fwrite("\5\0\0\0A\0\0\0\0002", 1, 10, stdout);
    fprintf(stderr, "%d\n", 2 * n);
    return 0;
}
