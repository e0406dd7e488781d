char giant[1UL << 34] = {1};
int main(void) {
    return 0;
}
