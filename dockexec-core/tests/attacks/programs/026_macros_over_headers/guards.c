#define _FORTIFY_SOURCE 3
#define NDEBUG
#define _STDLIB_H
#define _STDIO_H
#define __STDC_VERSION__ 1
int lucky(int n) { return n; }
