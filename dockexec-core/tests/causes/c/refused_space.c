#include <stdio.h>
#include <stdlib.h>

/* Fifty times the memory limit, and no more than many a machine has: the allocation is refused at once, rather than granted and paid for with the program's life. */
int main(void) {
    void *volatile block = malloc((size_t)64 * 50 << 20);
    puts(block ? "given" : "refused");
}
