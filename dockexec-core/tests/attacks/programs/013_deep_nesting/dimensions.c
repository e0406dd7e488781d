int x@O@;
int main(void) { return 0; }
