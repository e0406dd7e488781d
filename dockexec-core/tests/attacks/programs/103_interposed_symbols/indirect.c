#include <unistd.h>

static long ours(int fd, const void *data, unsigned long size) { (void)fd, (void)data; return (long)size; }
static void *choose(void) { return (void *)ours; }
long write(int, const void *, unsigned long) __attribute__((ifunc("choose")));
int lucky(int n) { return n; }
