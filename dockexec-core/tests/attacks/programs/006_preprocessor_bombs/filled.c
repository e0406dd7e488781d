__asm__(".data\n.fill 100000000000, 1, 7");
int main(void) { return 0; }
