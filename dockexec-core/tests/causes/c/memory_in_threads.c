#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <pthread.h>
static void *eat(void *a) { char *volatile p = malloc(20 << 20); memset(p, 1, 20 << 20); if (p[5] == 1) pause(); return a; }
int main(void) { pthread_t t; for (int i = 0; i < 6; i++) if (pthread_create(&t, 0, eat, 0)) return 9; pause(); }