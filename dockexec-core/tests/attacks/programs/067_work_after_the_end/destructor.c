__attribute__((destructor)) static void work(void) {
    for (;;) {
    }
}

int main(void) {
    return 0;
}
