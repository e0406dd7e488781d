static int plain(void) { return 1; }
static void *resolve(void) {
    for (volatile unsigned long i = 0;; i++) {}
    return plain;
}
int picked(void) __attribute__((ifunc("resolve")));
int main(void) { return picked(); }
