int doubled(int n) {
    return 2 * n + (getchar() != EOF);
}
