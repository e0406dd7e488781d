#include <signal.h>
#include <stdio.h>
#include <string.h>

int main(void) {
    static char chunk[1 << 20];
    signal(SIGXFSZ, SIG_IGN);
    memset(chunk, 'x', sizeof chunk);
    FILE* file = fopen("big", "w");
    int written = 0;
    while (written < 4096 && fwrite(chunk, sizeof chunk, 1, file) == 1) written++;
    puts(written < 4096 ? "True" : "False");
    return 0;
}
