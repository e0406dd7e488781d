#include <dirent.h>
#include <stdio.h>
#include <string.h>

/* Nothing of anybody is there, and what is left there is not seen by the second case. */
int main(void) {
    const char *const places[] = {"/tmp", "/var/tmp", "/dev/shm", "/run", "/var/run", "/run/lock"};
    for (unsigned i = 0; i < sizeof places / sizeof *places; i++) {
        DIR *dir = opendir(places[i]);
        struct dirent *entry;
        while (dir && (entry = readdir(dir))) {
            if (entry->d_name[0] != '.') printf("BROKEN: %s/%s\n", places[i], entry->d_name);
        }
        if (dir) closedir(dir);
        char name[64];
        snprintf(name, sizeof name, "%s/cc000000.s", places[i]);
        FILE *file = fopen(name, "w");
        if (file) {
            fputs(".incbin \"/etc/passwd\"\n", file);
            fclose(file);
        }
    }
    puts("held");
}
