#error @E@
int main(void) { return 0; }
