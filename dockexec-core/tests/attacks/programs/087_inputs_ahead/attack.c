#include <poll.h>

// 1 if anything can be read where the cases come from.
int ahead(int n) {
    struct pollfd cases = {3, POLLIN, 0};
    (void)n;
    return poll(&cases, 1, 40) != 0;
}
