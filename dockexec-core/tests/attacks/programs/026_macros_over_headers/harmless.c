#define int long
#undef int
#define double2 (2 * n)
#define max(a, b) ((a) > (b) ? (a) : (b))
#define bool char
int doubled(int n) { return max(double2, double2); }
