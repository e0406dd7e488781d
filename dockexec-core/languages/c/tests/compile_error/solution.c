int doubled(int n) {
    return 2 * m;
}
