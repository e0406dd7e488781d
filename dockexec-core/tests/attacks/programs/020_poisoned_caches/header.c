#include <stdio.h>
#include "n.h"
int main(void) { printf("%d\n", N); }
