#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
int main(void) { void *volatile p = malloc((size_t)1 << 46); puts(p ? "given" : "refused"); }