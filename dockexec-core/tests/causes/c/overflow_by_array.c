#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
int main(void) { size_t n = 1 << 30; volatile char *p = __builtin_alloca(n); p[0] = 1; return p[0]; }