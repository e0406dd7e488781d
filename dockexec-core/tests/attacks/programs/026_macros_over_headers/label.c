int lucky(int n) __asm__("main");
int lucky(int n) { return n; }
