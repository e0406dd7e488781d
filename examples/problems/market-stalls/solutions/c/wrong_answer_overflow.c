/* Wrong: keeps the sums in an int. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    char name[64];
    unsigned coins;
} Sale;

static int by_name(const void* a, const void* b) {
    return strcmp(((const Sale*)a)->name, ((const Sale*)b)->name);
}

int main(void) {
    int sales = 0, stalls = 0;
    if (scanf("%d", &sales) != 1) return 1;
    Sale* sale = malloc((sales + 1) * sizeof(Sale));
    for (int i = 0; i < sales; i++) {
        int coins;
        if (scanf("%63s %d", sale[i].name, &coins) != 2) return 1;
        sale[i].coins = coins;
    }
    qsort(sale, sales, sizeof(Sale), by_name);
    for (int i = 0; i < sales; i++) {
        if (stalls > 0 && by_name(&sale[stalls - 1], &sale[i]) == 0) {
            sale[stalls - 1].coins += sale[i].coins;
        } else {
            sale[stalls++] = sale[i];
        }
    }
    const Sale* best = NULL;
    printf("%d\n", stalls);
    for (int i = 0; i < stalls; i++) {
        printf("%s %d\n", sale[i].name, (int)sale[i].coins);
        if (!best || (int)sale[i].coins > (int)best->coins) best = &sale[i];
    }
    puts(best ? best->name : "-");
    return 0;
}
