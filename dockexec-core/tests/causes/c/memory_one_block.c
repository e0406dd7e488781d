#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
int main(void) { size_t n = 200 << 20; char *volatile p = malloc(n); memset(p, 1, n); return p[5] != 1; }