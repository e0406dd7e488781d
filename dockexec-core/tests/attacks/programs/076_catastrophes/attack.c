#include <stdlib.h>

static int lie(const void *one, const void *other) {
    (void)one, (void)other;
    return rand() % 3 - 1;
}

int main(void) {
    for (;;) {
        static int numbers[1 << 20];
        qsort(numbers, 1 << 20, sizeof *numbers, lie);
    }
}
