// Threads instead of processes, each with a stack of its own.
#include <pthread.h>
#include <unistd.h>

static void *spin(void *unused) {
    pthread_t next;
    for (;;) pthread_create(&next, 0, spin, unused);
}

int main(void) { spin(0); }
