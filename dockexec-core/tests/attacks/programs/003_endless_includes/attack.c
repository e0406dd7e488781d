#include "/dev/zero"
#include "/dev/urandom"
#include "/dev/stdin"
#include "/proc/kmsg"
int main(void) { return 0; }
