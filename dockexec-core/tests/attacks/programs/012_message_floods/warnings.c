#include <stdio.h>
@E@int main(void) { puts("held"); }
