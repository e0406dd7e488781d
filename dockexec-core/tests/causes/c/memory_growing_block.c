#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
int main(void) { char *p = 0; for (size_t n = 1 << 20;; n += 1 << 20) { p = realloc(p, n); memset(p + n - (1 << 20), 1, 1 << 20); } }