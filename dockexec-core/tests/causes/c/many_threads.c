#include <pthread.h>
#include <stdio.h>

/* glibc reserves as much for the stack of a thread as the main thread may use: reserved is not used, and is no reason to refuse a thread. */
static void *work(void *gate) {
    pthread_barrier_wait(gate);
    return gate;
}

int main(void) {
    pthread_t threads[32];
    pthread_barrier_t gate;
    pthread_barrier_init(&gate, 0, 33);
    for (int i = 0; i < 32; i++) {
        if (pthread_create(&threads[i], 0, work, &gate)) {
            printf("thread %d was refused\n", i);
            return 1;
        }
    }
    pthread_barrier_wait(&gate);
    for (int i = 0; i < 32; i++) pthread_join(threads[i], 0);
    puts("32 threads at once");
}
