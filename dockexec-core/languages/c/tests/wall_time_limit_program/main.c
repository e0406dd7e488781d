#include <stdio.h>
#include <time.h>

int main(void) {
    puts("waiting");
    fflush(stdout);
    struct timespec hour = {3600, 0};
    nanosleep(&hour, NULL);
    return 0;
}
