// Times commands against posix_spawn of a program that does nothing: compare_timer RUNS CALLERS PLAIN COMMAND...
//
// Each caller takes turns: the plain program, then the command, so that a busy machine slows both. Prints the medians,
// the 95th and 99th percentiles in milliseconds, the ratio of medians, and how many commands a second were run
// when only they ran. `compare` uses it for sandboxes that are programs.
#include <errno.h>
#include <pthread.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>

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

static void *caller(void *number) {
    for (int i = (int)(long)number; i < runs; i += callers) {
        if (!alone) times[0][i] = spawn(plain);
        times[1][i] = spawn(command);
    }
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
