#include "../../../../../../etc/passwd"
#include_next <../../../etc/hostname>
#import "/etc/passwd"
int main(void) { return 0; }
