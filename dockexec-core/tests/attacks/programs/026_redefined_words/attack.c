#define int long
#define return ;
#define main lucky
#define printf
#define malloc(x) ((void *)0)
#define sizeof 1 +
#define dockexec_write_integer
int lucky(int n) { return n; }
