#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <pthread.h>
static void *eat(void *a) { char *volatile p = malloc(20 << 20); memset(p, 1, 20 << 20); pause(); return a; }
int main(void) { pthread_t t; for (int i = 0; i < 6; i++) pthread_create(&t, 0, eat, 0); pause(); }