#include <stdio.h>
#include <stdlib.h>

int main(void) {
    puts("half");
    exit(0);
    puts("whole");
}
