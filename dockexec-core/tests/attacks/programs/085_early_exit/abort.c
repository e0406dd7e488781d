#include <stdlib.h>

int lucky(int n) {
    abort();
    return n;
}
