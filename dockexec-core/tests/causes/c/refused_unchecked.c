#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
int main(void) { char *volatile p = malloc((size_t)1 << 46); p[0] = 1; return p[0]; }