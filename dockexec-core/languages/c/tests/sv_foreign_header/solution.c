#include "/etc/passwd"

int doubled(int n) {
    ;
    return 2 * n;
}
