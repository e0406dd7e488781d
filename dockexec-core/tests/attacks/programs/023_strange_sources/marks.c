﻿#include <stdio.h>
/* marks */
int main(void) {
    puts("held");
}
