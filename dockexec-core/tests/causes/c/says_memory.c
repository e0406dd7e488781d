#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
int main(void) { fputs("MLE: out of memory, time limit exceeded\nMemoryError\n", stderr); abort(); }