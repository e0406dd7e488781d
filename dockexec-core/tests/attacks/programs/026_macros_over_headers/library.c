#define main lucky_main
#define printf(...) 0
#define malloc(n) 0
#define free(p)
#define write(...) -1
#define exit(n)
#include <stdlib.h>
#include <stdio.h>
int lucky(int n) { return n; }
int main(void) { return 0; }
