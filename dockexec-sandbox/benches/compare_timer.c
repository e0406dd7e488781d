// Times commands against posix_spawn of a program that does nothing: compare_timer RUNS CALLERS PLAIN COMMAND...
//
// Each caller takes turns: the plain program, then the command, so that a busy machine slows both. Prints the medians,
// the 95th and 99th percentiles in milliseconds, the ratio of medians, and how many commands a second were run
// when only they ran. `compare` uses it for sandboxes that are programs, and with the command `@post PORT PATH BODY
// WANTED` for one that is a server: each caller keeps a connection, and the answer must contain WANTED.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int runs, callers, alone;
static char **plain, **command;
static double *times[2];

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static double spawn(char **argv) {
    extern char **environ;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", 1, 0);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", 1, 0);
    double begun = now();
    pid_t pid;
    int status, error = posix_spawnp(&pid, argv[0], &actions, NULL, argv, environ);
    if (error || waitpid(pid, &status, 0) != pid || status != 0) {
        fprintf(stderr, "%s failed: %s, status %d\n", argv[0], strerror(error), error ? -1 : status);
        exit(1);
    }
    posix_spawn_file_actions_destroy(&actions);
    return now() - begun;
}

static void fail(const char *what) {
    fprintf(stderr, "%s: %s\n", what, strerror(errno));
    exit(1);
}

// One request over a connection that is kept, made by the first.
static double post(int *connection, char **argv) {
    char request[4096], answer[65536];
    double begun = now();
    if (*connection < 0) {
        struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
        int yes = 1;
        *connection = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (*connection < 0 || connect(*connection, (struct sockaddr *)&to, sizeof to)) fail("connect to the server");
        setsockopt(*connection, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    }
    int length = snprintf(request, sizeof request,
                          "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
                          argv[2], strlen(argv[3]), argv[3]);
    if (length >= (int)sizeof request || write(*connection, request, length) != length) fail("send a request");
    size_t got = 0, whole = sizeof answer;
    while (got < whole) {
        ssize_t n = read(*connection, answer + got, sizeof answer - 1 - got);
        if (n <= 0) fail("read an answer");
        answer[got += n] = 0;
        char *head_end = strstr(answer, "\r\n\r\n"), *field = strcasestr(answer, "\r\ncontent-length:");
        if (head_end && !field) fail("find the length of an answer");
        if (head_end) whole = head_end + 4 - answer + atoi(field + 17);
        if (whole >= sizeof answer) fail("keep an answer");
    }
    if (!strstr(answer, argv[4])) {
        fprintf(stderr, "the server answered: %.*s\n", 300, answer);
        exit(1);
    }
    return now() - begun;
}

static void *caller(void *number) {
    int connection = -1, is_server = !strcmp(command[0], "@post");
    if (is_server) post(&connection, command);
    for (int i = (int)(long)number; i < runs; i += callers) {
        if (!alone) times[0][i] = spawn(plain);
        times[1][i] = is_server ? post(&connection, command) : spawn(command);
    }
    if (connection >= 0) close(connection);
    return NULL;
}

static void all(void) {
    pthread_t threads[64];
    for (long i = 0; i < callers; i++) pthread_create(&threads[i], NULL, caller, (void *)i);
    for (int i = 0; i < callers; i++) pthread_join(threads[i], NULL);
}

static int ascending(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv) {
    if (argc < 5 || (runs = atoi(argv[1])) < 1 || (callers = atoi(argv[2])) < 1 || callers > 64) {
        fprintf(stderr, "usage: compare_timer RUNS CALLERS PLAIN COMMAND...\n");
        return 2;
    }
    plain = (char *[]){argv[3], NULL};
    command = argv + 4;
    for (int i = 0; i < 2; i++) times[i] = calloc(runs, sizeof(double));
    all();
    double at[2][3];
    for (int i = 0; i < 2; i++) {
        qsort(times[i], runs, sizeof(double), ascending);
        for (int p = 0; p < 3; p++) at[i][p] = times[i][runs * (int[]){50, 95, 99}[p] / 100];
    }
    alone = 1;
    double begun = now();
    all();
    printf("%9.3f %9.3f %9.3f %9.3f %7.2fx %9.0f\n", at[0][0], at[1][0], at[1][1], at[1][2], at[1][0] / at[0][0],
           runs / (now() - begun) * 1e3);
    return 0;
}
