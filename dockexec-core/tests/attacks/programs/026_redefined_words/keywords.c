#define if while
#define struct union
#define static extern
#define NULL ((void *)1)
int lucky(int n) { return 0; }
