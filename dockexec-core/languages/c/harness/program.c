/* Linked into whole programs: says `stack overflow` on standard error before such a program dies of it (language.toml knows the line by heart).
 * It runs before main and leaves nothing else behind; a program that sets its own SIGSEGV handler simply replaces it. */
#include "stack.h"

#include <sys/syscall.h>

static void report(int overflow)
{
	static const char line[] = "dockexec: stack overflow\n";
	if (overflow && syscall(SYS_write, STDERR_FILENO, line, sizeof line - 1) < 0)
		return;
}

__attribute__((constructor)) static void watch(void)
{
	dockexec_stack_watch(report);
}
