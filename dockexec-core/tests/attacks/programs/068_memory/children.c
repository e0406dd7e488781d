#include <stdlib.h>
#include <unistd.h>

// Eight processes with a share each: none of them is over the limit alone.
int main(void) {
    for (int i = 0; i < 3; i++) fork();
    volatile char *share = malloc(24 << 20);
    if (!share) return 1;
    for (long i = 0; i < 24 << 20; i += 4096) share[i] = 1;
    sleep(2);
    return 0;
}
