int main(void) { return @E@; }
