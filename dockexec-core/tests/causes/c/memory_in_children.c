#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
int main(void) { for (int i = 0; i < 6; i++) if (fork() == 0) { char *volatile p = malloc(20 << 20); memset(p, 1, 20 << 20); pause(); } pause(); }