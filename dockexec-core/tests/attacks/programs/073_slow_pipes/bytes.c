#include <unistd.h>

int main(void) {
    for (long i = 0; i < 10000000; i++)
        if (write(1, "x", 1) < 0) return 1;
    return 0;
}
