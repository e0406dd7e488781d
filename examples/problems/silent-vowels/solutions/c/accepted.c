typedef struct {
    char consonants[24];
    char* name;
} Entry;

static int byConsonants(const void* a, const void* b) {
    return strcmp(((const Entry*)a)->consonants, ((const Entry*)b)->consonants);
}

char*** groupNames(char** names, int namesSize, int* returnSize, int** returnColumnSizes) {
    Entry* entries = malloc((namesSize + 1) * sizeof(Entry));
    for (int i = 0; i < namesSize; i++) {
        int used = 0;
        for (char* letter = names[i]; *letter; letter++) {
            if (!strchr("aeiou", *letter)) entries[i].consonants[used++] = *letter;
        }
        entries[i].consonants[used] = '\0';
        entries[i].name = names[i];
    }
    qsort(entries, namesSize, sizeof(Entry), byConsonants);
    char*** groups = malloc((namesSize + 1) * sizeof(char**));
    *returnColumnSizes = malloc((namesSize + 1) * sizeof(int));
    *returnSize = 0;
    for (int start = 0, end; start < namesSize; start = end) {
        for (end = start; end < namesSize && byConsonants(&entries[start], &entries[end]) == 0; end++) {
        }
        char** group = malloc((end - start) * sizeof(char*));
        for (int i = start; i < end; i++) group[i - start] = entries[i].name;
        (*returnColumnSizes)[*returnSize] = end - start;
        groups[(*returnSize)++] = group;
    }
    free(entries);
    return groups;
}
