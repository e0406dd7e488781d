__attribute__((section(".text#"))) const char a[1 << 29] = {1};
int main(void) { return a[5]; }
