#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int made = 0;
    pid_t children[60];
    for (int i = 0; i < 60; i++) {
        children[i] = fork();
        if (children[i] == 0) {
            sleep(5);
            _exit(0);
        }
        if (children[i] > 0) made++;
    }
    for (int i = 0; i < 60; i++)
        if (children[i] > 0) kill(children[i], SIGKILL);
    while (wait(0) > 0);
    if (made > 20) printf("BROKEN: %d children where 16 processes are allowed\n", made);
    else puts("held");
    return 0;
}
