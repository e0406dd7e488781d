#include <pthread.h>
#include <stdio.h>

/* A wild access in a thread that has hardly used its stack: no overflow, whatever handler is there to tell. */
static void *run(void *nothing) {
    volatile int *nowhere = nothing;
    printf("%d\n", *nowhere);
    return 0;
}

int main(void) {
    pthread_t thread;
    pthread_create(&thread, 0, run, 0);
    pthread_join(thread, 0);
}
