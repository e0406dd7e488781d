int main(void) { int x = 0; return @O@x; }
