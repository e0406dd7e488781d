__attribute__((constructor)) static void early(void) {
    for (;;) {
    }
}

int main(void) {
    return 0;
}
