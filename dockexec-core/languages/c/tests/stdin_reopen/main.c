#include <ctype.h>
#include <stdio.h>

int main(void) {
    FILE* stream = fopen("/dev/stdin", "r");
    if (!stream) {
        perror("/dev/stdin");
        return 1;
    }
    for (int c; (c = getc(stream)) != EOF;) putchar(toupper(c));
    return 0;
}
