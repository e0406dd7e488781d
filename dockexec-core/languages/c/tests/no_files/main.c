#include <dirent.h>
#include <stdio.h>
#include <string.h>

int main(void) {
    char path[1000];
    while (scanf("%999s", path) == 1) {
        FILE* file = fopen(path, "r");
        if (file && getc(file) != EOF) printf("readable: %s\n", path);
        if (file) fclose(file);
    }
    const char* places[] = {"/dockexec-test", "/etc/passwd", "/usr/dockexec-test", "/dev/dockexec-test"};
    for (int i = 0; i < 4; i++) {
        FILE* file = fopen(places[i], "a");
        if (file && putc('x', file) != EOF && fflush(file) == 0) printf("writable: %s\n", places[i]);
        if (file) fclose(file);
    }
    FILE* note = fopen("note", "w");
    fputs("kept", note);
    fclose(note);
    note = fopen("note", "r");
    char text[10] = "";
    fgets(text, sizeof text, note);
    printf("%s [", text);
    DIR* tmp = opendir("/tmp");
    for (struct dirent* entry; tmp && (entry = readdir(tmp));) {
        if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, "..")) printf("%s ", entry->d_name);
    }
    puts("]");
    const char* names[] = {"/etc/passwd", "/etc/group"};
    for (int i = 0; i < 2; i++) {
        FILE* file = fopen(names[i], "r");
        for (int c; file && (c = getc(file)) != EOF;) fputc(c, stderr);
    }
    return 0;
}
