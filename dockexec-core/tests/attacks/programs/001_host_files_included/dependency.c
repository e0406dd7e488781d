#pragma GCC dependency "/etc/passwd" older than this source
#pragma GCC dependency "/proc/self/environ"
int main(void) { return 0; }
