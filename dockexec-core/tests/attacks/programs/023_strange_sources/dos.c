#include <stdio.h>
/* x */
int main(void) {
    puts("held");
}
