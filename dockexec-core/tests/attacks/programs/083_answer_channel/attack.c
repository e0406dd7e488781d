#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

// Every descriptor that can be written gets an answer, through /proc as well.
int lucky(int n) {
    char frame[] = {5, 0, 0, 0, 'A', (char)(n - 1), 0, 0, 0, '7'};
    char path[64];
    for (int fd = 0; fd < 64; fd++) {
        write(fd, frame, sizeof frame);
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
        int again = open(path, O_WRONLY | O_NONBLOCK);
        if (again >= 0) {
            write(again, frame, sizeof frame);
            close(again);
        }
    }
    return 7;
}
