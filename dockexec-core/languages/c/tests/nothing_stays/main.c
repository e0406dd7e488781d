#include <stdio.h>
#include <unistd.h>

int main(void) {
    const char* places[] = {"mark", "/tmp/mark", "/dev/shm/mark", "/var/tmp/mark"};
    for (int i = 0; i < 4; i++) {
        if (access(places[i], F_OK) == 0) printf("%s ", places[i]);
        FILE* file = fopen(places[i], "w");
        if (file) fclose(file);
    }
    puts("[]");
    return 0;
}
