#include <unistd.h>

int doubled(int n) {
    if (fork() == 0) n = 999;
    return 2 * n;
}
