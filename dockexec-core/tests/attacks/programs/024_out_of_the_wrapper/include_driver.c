int lucky(int n) { return n; }
#include "driver.c"
