@O@int x;@C@
int main(void) { return 0; }
