#include <signal.h>
#include <stdio.h>
#include <unistd.h>

int main(void) {
    kill(1, SIGKILL);
    kill(getppid(), SIGKILL);
    puts("still here");
    fflush(stdout);
    kill(-1, SIGTERM);
    puts("and still");
    return 0;
}
