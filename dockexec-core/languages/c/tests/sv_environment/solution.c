int doubled(int n) {
    puts(getenv("PATH"));
    return 2 * n;
}
