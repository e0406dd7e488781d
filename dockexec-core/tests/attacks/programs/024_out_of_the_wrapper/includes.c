#include "driver.c"
#include "dockexec.h"
#include "solution.c"
int lucky(int n) { return n; }
