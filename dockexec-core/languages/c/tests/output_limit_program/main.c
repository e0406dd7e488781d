#include <stdio.h>

int main(void) {
    for (;;) printf("flood ");
}
