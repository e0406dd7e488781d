#include <stdio.h>

int main(void) {
    int n;
    if (scanf("%d", &n) != 1) return 1;
    if (n == 2 || n == 3) {
        puts("no");
        return 0;
    }
    /* The other way round than most: odd numbers from the top, then even ones from the top. */
    puts("yes");
    for (int guest = n - (n + 1) % 2; guest >= 1; guest -= 2) printf("%d ", guest);
    for (int guest = n - n % 2; guest >= 2; guest -= 2) printf("%d ", guest);
    puts("");
    return 0;
}
