#include <stdio.h>
/* Whether a file exists is told without including it. */
int main(void) {
/* There is an /etc/passwd, of the sandbox's own making. */
#if __has_include("/etc/shadow") || __has_include("/etc/hostname") || __has_include("/etc/fstab") || __has_include("/etc/machine-id")
    puts("BROKEN: files below /etc");
#endif
#if __has_include("/root/.bashrc") || __has_include("/home") || __has_include("/var/lib/dpkg/status")
    puts("BROKEN: files of the host");
#endif
#if __has_include("/proc/kallsyms") || __has_include("/sys/kernel/notes")
    puts("BROKEN: the kernel's tables");
#endif
#if __has_include("/.host/etc/passwd")
    puts("BROKEN: the host's tree");
#endif
    puts("held");
}
