#include <stdio.h>
int lucky(int n) { return n; }
int main(void) { puts("41729"); return 0; }
