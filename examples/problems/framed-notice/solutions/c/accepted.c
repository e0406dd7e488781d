#include <stdio.h>
#include <string.h>

static char lines[1100][1100];

static void edge(int width) {
    putchar('+');
    for (int i = 0; i < width + 2; i++) putchar('-');
    puts("+");
}

int main(void) {
    int count = 0, last = 0, width = 0;
    while (count < 1100 && fgets(lines[count], sizeof lines[count], stdin)) {
        int length = strlen(lines[count]);
        while (length > 0 && strchr(" \r\n", lines[count][length - 1])) length--;
        lines[count++][length] = '\0';
        if (length > 0) last = count;
        if (length > width) width = length;
    }
    edge(width);
    for (int i = 0; i < last; i++) {
        int gap = width - strlen(lines[i]);
        printf("| %*s%s%*s |\n", gap / 2, "", lines[i], gap - gap / 2, "");
    }
    edge(width);
    return 0;
}
