#define int long long
#define return
#define if while
int lucky(int n) { return n; }
