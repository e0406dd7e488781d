#include <stdio.h>

int main(void) {
    puts("begun");
    fflush(stdout);
    for (;;) {
    }
}
