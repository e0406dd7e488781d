#include <stdio.h>
/* mark */
int main(void) {
    puts("held");
}
