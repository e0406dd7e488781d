#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

static void attempt(const char* name, int result) {
    printf("%s %s\n", name, result == 0 ? "reached" : "blocked");
}

static int reach(int type, const char* host, int port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    inet_pton(AF_INET, host, &address.sin_addr);
    int stream = socket(AF_INET, type, 0);
    if (stream < 0 || connect(stream, (struct sockaddr*)&address, sizeof address) < 0) return -1;
    return send(stream, "x", 1, 0) == 1 ? 0 : -1;
}

int main(void) {
    int port;
    if (scanf("%d", &port) != 1) return 1;
    attempt("tcp host", reach(SOCK_STREAM, "127.0.0.1", port));
    attempt("tcp metadata", reach(SOCK_STREAM, "169.254.169.254", 80));
    attempt("udp", reach(SOCK_DGRAM, "10.255.255.1", 53));
    struct addrinfo* found;
    attempt("dns", getaddrinfo("example.com", "80", NULL, &found));
    return 0;
}
