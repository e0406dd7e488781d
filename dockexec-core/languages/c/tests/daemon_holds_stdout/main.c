#include <stdio.h>
#include <unistd.h>

int main(void) {
    if (fork() == 0) {
        setsid();
        sleep(60);
        _exit(0);
    }
    puts("done");
    return 0;
}
