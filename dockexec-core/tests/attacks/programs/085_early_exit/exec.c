#include <sys/syscall.h>
#include <unistd.h>

int lucky(int n) {
    execl("/proc/self/exe", "again", (char *)0);
    syscall(SYS_exit_group, 0);
    return n;
}
