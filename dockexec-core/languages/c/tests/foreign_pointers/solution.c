char* pick(char* s, int n) {
    static char buffer[16] = "static";
    if (n == 0) return "literal";
    if (n == 1) return buffer;
    return s + 1;
}
