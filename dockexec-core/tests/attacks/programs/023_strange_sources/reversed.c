#include <stdio.h>
/* ‮ } ⁦ if admin ⁩ ⁦ begin */
int main(void) {
    puts("held");
}
