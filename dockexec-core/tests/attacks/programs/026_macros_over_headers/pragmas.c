#pragma redefine_extname write lucky_write
#pragma weak main
#pragma weak exit
#pragma pack(1)
#pragma GCC poison printf
#pragma push_macro("NULL")
#undef NULL
int lucky(int n) { return n; }
long lucky_write(int fd, const void *p, unsigned long n) { return n; }
