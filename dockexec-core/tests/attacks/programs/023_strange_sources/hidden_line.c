#include <stdio.h>
/* x yzqr  */
int main(void) {
    puts("held");
}
