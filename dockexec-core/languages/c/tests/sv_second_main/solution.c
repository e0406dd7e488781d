int doubled(int n) {
    ;
    return 2 * n;
}

int main(void) {
    return 0;
}
