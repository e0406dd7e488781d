int main(int argc, char **argv) { if (argc > 9) return 1; @O@ return 0; }
