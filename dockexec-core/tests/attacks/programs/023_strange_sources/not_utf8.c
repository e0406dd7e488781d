#include <stdio.h>
/* ÿşÀ€í € */
int main(void) {
    puts("held");
}
