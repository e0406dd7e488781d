int main(void) { return @O@0@C@; }
