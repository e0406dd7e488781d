#include <stdlib.h>
int lucky(int n) { return n; }
void _start(void) { exit(0); }
