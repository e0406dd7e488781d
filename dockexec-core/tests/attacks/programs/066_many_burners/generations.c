#include <unistd.h>

// Generations of children, each with a moment of work: none lives long enough to be seen by a sampler.
int main(void) {
    for (;;) {
        if (fork() == 0) {
            for (volatile long i = 0; i < 3000000; i++) {
            }
            continue;
        }
        _exit(0);
    }
}
