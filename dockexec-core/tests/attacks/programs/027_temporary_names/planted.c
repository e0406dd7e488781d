#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

// Every place that can be written is empty, whatever ran before; and what is planted here must not be there for the next one.
int main(void) {
    const char *places[] = {"/tmp", "/var/tmp", "/dev/shm", "/dev/mqueue", "/box"};
    int broken = 0;
    for (int i = 0; i < 5; i++) {
        DIR *place = opendir(places[i]);
        for (struct dirent *entry; place && (entry = readdir(place));) {
            if (entry->d_name[0] == '.') continue;
            printf("BROKEN: %s/%s is left from before\n", places[i], entry->d_name);
            broken = 1;
        }
    }
    chdir("/tmp");
    close(open("ccAAAAAA.o", O_CREAT | O_WRONLY, 0666));
    symlink("/etc/passwd", "/dev/shm/sem.planted");
    symlink("/etc/passwd", "/tmp/main.s");
    if (!broken) puts("held");
    return 0;
}
