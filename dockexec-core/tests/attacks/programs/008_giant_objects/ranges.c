static const long long table[] = { [0 ... 500000000] = 7 };
int main(int argc, char **argv) { return (int)table[argc * 1000]; }
