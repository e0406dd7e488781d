#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/wait.h>
int main(void) { if (fork() == 0) for (volatile unsigned i = 0;; i++) {} wait(0); }