#include "dockexec.h"
#undef dockexec_case
#define dockexec_case lucky
int lucky(int n) { return n; }
