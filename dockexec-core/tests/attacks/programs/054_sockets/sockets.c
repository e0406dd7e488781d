#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

int main(void) {
    int broken = 0;
    struct { int family, type, protocol; const char *name; } kinds[] = {
        {AF_INET, SOCK_STREAM, 0, "tcp"},     {AF_INET, SOCK_DGRAM, 0, "udp"},     {AF_INET6, SOCK_STREAM, 0, "tcp6"},
        {AF_INET, SOCK_RAW, 1, "raw icmp"},   {AF_UNIX, SOCK_STREAM, 0, "unix"},   {AF_NETLINK, SOCK_RAW, 0, "netlink"},
        {AF_PACKET, SOCK_RAW, 0, "packet"},   {AF_ALG, SOCK_SEQPACKET, 0, "alg"},  {AF_VSOCK, SOCK_STREAM, 0, "vsock"},
        {AF_BLUETOOTH, SOCK_RAW, 0, "bluetooth"},
    };
    for (unsigned i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        int s = socket(kinds[i].family, kinds[i].type, kinds[i].protocol);
        if (s >= 0) {
            printf("BROKEN: a %s socket\n", kinds[i].name);
            broken = 1;
            close(s);
        }
    }
    if (!broken) puts("held");
    return 0;
}
