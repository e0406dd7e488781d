#include "/tmp/cc000000.s"
#include "/tmp/ccXXXXXX.s"
#include "/var/tmp/x"
int main(void) { return 0; }
