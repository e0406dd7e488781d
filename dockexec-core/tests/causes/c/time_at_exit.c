#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void last(void) { for (volatile unsigned i = 0;; i++) {} }
int main(void) { atexit(last); }