#include <stdio.h>
#include <stdlib.h>

int main(void) {
    char* block = malloc(128 << 20);
    if (!block) {
        puts("refused");
        return 0;
    }
    block[12345] = 7;
    printf("%d\n", block[12345]);
    return 0;
}
