// Pid 1 blocks all signals and waits for some: one of them may be an order.
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

int main(void) {
    for (int round = 0; round < 100; round++)
        for (int number = 1; number < 65; number++) {
            union sigval value = {.sival_int = number};
            kill(1, number);
            sigqueue(1, number, value);
        }
    usleep(50000);
    puts("still here");
    return 0;
}
