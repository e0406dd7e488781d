#include <pthread.h>

static int deeper(int n) { volatile char room[512]; room[0] = n; return deeper(n + 1) + room[0]; }

static void *run(void *n) { *(int *)n = deeper(*(int *)n); return 0; }

int depth(int n) {
    pthread_t thread;
    if (n == 0) return 0;
    pthread_create(&thread, 0, run, &n);
    pthread_join(thread, 0);
    return n;
}
