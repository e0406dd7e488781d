#include <pthread.h>
#include <stdio.h>

/* A stack of the program's own size, and a thread that a thread starts. */
static int deeper(int n) { volatile char room[256]; room[0] = n; return deeper(n + 1) + room[0]; }

static void *run(void *a) { deeper(0); return a; }

static void *start(void *a) {
    pthread_t thread;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 512 << 10);
    pthread_create(&thread, &attributes, run, a);
    pthread_join(thread, 0);
    return a;
}

int main(void) {
    pthread_t thread;
    pthread_create(&thread, 0, start, 0);
    pthread_join(thread, 0);
    puts("nothing happened");
}
