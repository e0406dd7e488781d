#define ROOT /etc
#define FILE_OF(dir) <dir/passwd>
#define PASTED FILE_OF(ROOT)
#include PASTED
#define TEXT "/etc/shadow"
#include TEXT
int main(void) { return 0; }
