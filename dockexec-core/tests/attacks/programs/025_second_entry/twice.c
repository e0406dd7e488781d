int lucky(int n) { return n; }
int lucky(int n) { return 2 * n; }
