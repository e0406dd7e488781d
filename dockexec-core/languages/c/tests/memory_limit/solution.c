int eat(int mib) {
    char** kept = malloc(mib * sizeof(char*));
    for (int i = 0; i < mib; i++) {
        kept[i] = malloc(1 << 20);
        memset(kept[i], i + 1, 1 << 20);
    }
    return kept[mib - 1][7] != 0 ? mib : 0;
}
