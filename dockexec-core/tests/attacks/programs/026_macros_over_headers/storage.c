#define struct union
#define static
#define const
#define extern
#define sizeof(x) 1
#define bool int
#define true 0
#define false 1
int lucky(int n) { return n; }
