/* The compiler's standard input and its other descriptors: at their end at once, or not there; nothing to wait for. */
#if __has_include("/dev/stdin")
#include "/dev/stdin"
#endif
#if __has_include("/proc/self/fd/0")
#include "/proc/self/fd/0"
#endif
#if __has_include("/proc/self/fd/3")
#include "/proc/self/fd/3"
#endif
#include <stdio.h>
int main(void) { puts("held"); }
