# 1 "/etc/passwd" 1
int main(void) { return missing; }
# 2 "/proc/self/environ" 2
int f(void) { return missing_too; }
