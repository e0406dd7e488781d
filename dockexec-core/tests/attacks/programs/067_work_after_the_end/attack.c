#include <stdlib.h>

static void work(void) {
    for (;;) {
    }
}

int main(void) {
    atexit(work);
    return 0;
}
