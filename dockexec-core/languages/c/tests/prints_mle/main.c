#include <stdio.h>

int main(void) {
    fputs("MLE\n", stderr);
    fputs("Killed\n", stderr);
    fputs("java.lang.OutOfMemoryError: Java heap space\n", stderr);
    fputs("MemoryError\n", stderr);
    fputs("FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory\n", stderr);
    fputs("fatal error: runtime: out of memory\n", stderr);
    return 1;
}
