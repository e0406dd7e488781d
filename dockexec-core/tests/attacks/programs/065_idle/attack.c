#include <poll.h>
#include <unistd.h>

// Waits for a pipe whose other end it holds itself.
int main(void) {
    int ends[2];
    char byte;
    if (pipe(ends)) return 1;
    return (int)read(ends[0], &byte, 1);
}
