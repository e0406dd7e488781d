#include <stdlib.h>

int lucky(int n) {
    quick_exit(0);
    return n;
}
