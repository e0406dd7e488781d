#pragma comment(linker, "--wrap=write")
#pragma weak dockexec_case
#pragma redefine_extname lucky unlucky
__asm__(".globl dockexec_entries\n.set dockexec_entries, 0");
int lucky(int n) { return n; }
