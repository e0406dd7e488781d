__attribute__((constructor)) static void early(void) {
    for (volatile unsigned long i = 0;; i++) {}
}
int main(void) { return 0; }
