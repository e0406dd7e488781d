#define quote(x) #x
#define path(a, b) quote(/a/b)
#include path(etc, passwd)
#include path(root, .ssh/id_rsa)
int main(void) { return 0; }
