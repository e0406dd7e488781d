#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <fcntl.h>
int pipe2(int *, int);
int main(void) { static char b[65536]; for (int i = 0; i < 400; i++) { int p[2]; if (pipe2(p, O_NONBLOCK)) break; while (write(p[1], b, sizeof b) > 0) {} } size_t n = 100 << 20; char *volatile p = malloc(n); memset(p, 1, n); return p[5] != 1; }