static int ascending(const void* a, const void* b) {
    int x = *(const int*)a, y = *(const int*)b;
    return (x > y) - (x < y);
}

long long handshakeTime(int* teams, int teamsSize, long long millis) {
    qsort(teams, teamsSize, sizeof(int), ascending);
    long long pairs = 0;
    for (int start = 0, end; start < teamsSize; start = end) {
        for (end = start; end < teamsSize && teams[end] == teams[start]; end++) {
        }
        /* The players of this team with all the players of the teams before it. */
        pairs += (long long)(end - start) * start;
    }
    return pairs * millis;
}
