#include "/box/../etc/passwd"
#include "../../../../../../etc/shadow"
#if __has_include("/etc/shadow") || __has_include("/root/.bashrc") || __has_include("/home")
#error BROKEN: the host is there
#endif
int main(void) { return 0; }
