/* parent[i] leads to a gear that turns like gear i, or, where opposite[i] is 1, against it. */
static int find(int* parent, int* opposite, int gear, int* parity) {
    *parity = 0;
    while (parent[gear] != gear) {
        *parity ^= opposite[gear];
        gear = parent[gear];
    }
    return gear;
}

bool canTurn(int gears, int** meshes, int meshesSize, int* meshesColSize) {
    int* parent = malloc(gears * sizeof(int));
    int* opposite = calloc(gears, sizeof(int));
    for (int i = 0; i < gears; i++) parent[i] = i;
    bool free_to_turn = true;
    for (int i = 0; i < meshesSize && free_to_turn; i++) {
        int left, right;
        int a = find(parent, opposite, meshes[i][0], &left);
        int b = find(parent, opposite, meshes[i][1], &right);
        if (a == b) {
            free_to_turn = left != right;
        } else {
            parent[a] = b;
            opposite[a] = left ^ right ^ 1;
        }
    }
    free(parent);
    free(opposite);
    return free_to_turn;
}
