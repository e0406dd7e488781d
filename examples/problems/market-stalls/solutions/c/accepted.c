#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    char name[64];
    long long coins;
} Sale;

static int by_name(const void* a, const void* b) {
    return strcmp(((const Sale*)a)->name, ((const Sale*)b)->name);
}

int main(void) {
    int sales = 0, stalls = 0;
    if (scanf("%d", &sales) != 1) return 1;
    Sale* sale = malloc((sales + 1) * sizeof(Sale));
    for (int i = 0; i < sales; i++) {
        if (scanf("%63s %lld", sale[i].name, &sale[i].coins) != 2) return 1;
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
        printf("%s %lld\n", sale[i].name, sale[i].coins);
        if (!best || sale[i].coins > best->coins) best = &sale[i];
    }
    puts(best ? best->name : "-");
    free(sale);
    return 0;
}
