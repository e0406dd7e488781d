#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <pthread.h>
static int deeper(int n) { volatile char room[1024]; room[0] = n; return deeper(n + 1) + room[0]; }
static void *run(void *a) { deeper(0); return a; }
int main(void) { pthread_t t; pthread_create(&t, 0, run, 0); pthread_join(t, 0); }