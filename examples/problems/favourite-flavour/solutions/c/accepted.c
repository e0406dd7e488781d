static int byName(const void* a, const void* b) {
    return strcmp(*(char* const*)a, *(char* const*)b);
}

char* favourite(char** votes, int votesSize) {
    qsort(votes, votesSize, sizeof(char*), byName);
    char* best = votes[0];
    int most = 0;
    for (int start = 0, end; start < votesSize; start = end) {
        for (end = start; end < votesSize && strcmp(votes[start], votes[end]) == 0; end++) {
        }
        if (end - start > most) {
            most = end - start;
            best = votes[start];
        }
    }
    return best;
}
