#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void) {
    for (;;) {
        char* block = malloc(1 << 20);
        if (!block) {
            puts("I can go on");
            return 0;
        }
        memset(block, 1, 1 << 20);
    }
}
