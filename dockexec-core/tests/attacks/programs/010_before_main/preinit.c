static void early(void) {
    for (;;) {
    }
}

__attribute__((section(".preinit_array"), used)) static void (*entry)(void) = early;

int main(void) {
    return 0;
}
