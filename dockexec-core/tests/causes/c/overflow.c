#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static int deeper(int n) { volatile char room[1024]; room[0] = n; return deeper(n + 1) + room[0]; }
int main(void) { return deeper(0); }