/* Wrong: the number of pairs need not fit into an int. */
static int ascending(const void* a, const void* b) {
    int x = *(const int*)a, y = *(const int*)b;
    return (x > y) - (x < y);
}

long long handshakeTime(int* teams, int teamsSize, long long millis) {
    qsort(teams, teamsSize, sizeof(int), ascending);
    int pairs = 0;
    for (int start = 0, end; start < teamsSize; start = end) {
        for (end = start; end < teamsSize && teams[end] == teams[start]; end++) {
        }
        pairs += (end - start) * start;
    }
    int time = pairs * (int)millis;
    return time;
}
