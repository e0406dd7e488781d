#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static int odd(int n);
static int even(int n) { volatile char room[64]; room[0] = n; return n == -1 ? 1 : odd(n + 1) + room[0]; }
static int odd(int n) { volatile char room[64]; room[0] = n; return n == -1 ? 0 : even(n + 1) + room[0]; }
int main(void) { return even(1); }