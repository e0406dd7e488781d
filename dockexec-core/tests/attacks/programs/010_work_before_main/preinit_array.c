static void early(void) {
    for (volatile unsigned long i = 0;; i++) {}
}
__attribute__((section(".preinit_array"), used)) static void (*entry)(void) = early;
int main(void) { return 0; }
