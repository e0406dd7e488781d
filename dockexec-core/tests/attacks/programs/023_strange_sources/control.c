#include <stdio.h>
/* [2J */
int main(void) {
    puts("held");
}
