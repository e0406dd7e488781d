#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
int main(void) { volatile char big[200 << 20]; for (size_t i = 0; i < sizeof big; i += 4096) big[sizeof big - 1 - i] = 1; }