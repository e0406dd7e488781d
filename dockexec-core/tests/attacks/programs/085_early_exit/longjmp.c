#include <setjmp.h>

static jmp_buf nowhere;

int lucky(int n) {
    longjmp(nowhere, 1);
    return n;
}
