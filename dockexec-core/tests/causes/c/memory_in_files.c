#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
int main(void) { static char block[1 << 20]; memset(block, 1, sizeof block); FILE *f = fopen("/tmp/big", "w"); for (int i = 0; i < 300; i++) fwrite(block, 1, sizeof block, f); }