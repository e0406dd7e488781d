// The standard input names a port of the host's loopback where somebody listens.
#include <arpa/inet.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void) {
    int port = 0, broken = 0;
    if (scanf("%d", &port) != 1) return 2;
    const char *addresses[] = {"127.0.0.1", "127.0.0.2", "0.0.0.0", "10.0.2.2", "172.17.0.1", "169.254.169.254"};
    for (unsigned i = 0; i < sizeof addresses / sizeof *addresses; i++) {
        struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(i < 5 ? port : 80)};
        inet_pton(AF_INET, addresses[i], &address.sin_addr);
        int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK * (i > 2), 0);
        if (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof address) == 0) {
            printf("BROKEN: reached %s\n", addresses[i]);
            broken = 1;
        }
        if (fd >= 0) close(fd);
    }
    if (!broken) puts("held");
    return 0;
}
