#include <stdio.h>
#include <string.h>

static void repeat(const char *text, int times) {
    while (times-- > 0) fputs(text, stdout);
}

int main(void) {
    char kind[16] = "";
    if (scanf("%15s", kind) != 1) return 1;
    if (!strcmp(kind, "token")) repeat("9", 8 << 20);
    if (!strcmp(kind, "formats")) repeat("%s%n%x{}{0}${jndi:x}", 10000);
    if (!strcmp(kind, "digits")) {
        fputs("1e", stdout);
        repeat("9", 1000000);
        fputs("\n0.", stdout);
        repeat("0", 1000000);
        puts("1");
    }
    if (!strcmp(kind, "lines")) repeat("\n", 4 << 20);
    if (!strcmp(kind, "half")) fputs("1.0 ", stdout);
    if (!strcmp(kind, "nan")) fputs("nan inf -inf 1e400 0x10 1_0", stdout);
    return 0;
}
