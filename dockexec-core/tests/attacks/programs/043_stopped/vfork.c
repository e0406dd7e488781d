// The parent of a vfork waits until the child has ended or replaced itself, and cannot even be traced meanwhile.
#define _GNU_SOURCE
#include <unistd.h>

int main(void) {
    if (vfork() == 0)
        for (;;) pause();
    return 0;
}
