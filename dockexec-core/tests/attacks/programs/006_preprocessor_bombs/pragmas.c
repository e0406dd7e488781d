#define X(n) _Pragma("message(\"noise\")")
#define Y X(1) X(1) X(1) X(1) X(1) X(1) X(1) X(1) X(1) X(1)
#define Z Y Y Y Y Y Y Y Y Y Y
#define W Z Z Z Z Z Z Z Z Z Z
#define V W W W W W W W W W W
V V V V V V V V V V
int main(void) { return 0; }
