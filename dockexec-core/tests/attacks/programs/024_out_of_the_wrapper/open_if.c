int lucky(int n) { return n; }
#if 0
