int doubled(int n) { return 2 * n; }
#define int char
#define return 0;
#define main doubled
#define free(p) p
