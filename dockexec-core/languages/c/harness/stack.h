/* Tells a stack overflow from any other invalid access.
 *
 * Both end in SIGSEGV, and "segmentation fault" does not help somebody whose recursion has no end. The handler runs on a stack of its own. It calls it an
 * overflow when the stack pointer has come to the end that RLIMIT_STACK sets and the address that could not be touched is near it or in a frame above it;
 * then the process dies as it would have without us. The kernel reads the limit whenever the stack grows, so it is read here as late as possible. */
#ifndef DOCKEXEC_STACK_H
#define DOCKEXEC_STACK_H

#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>
#include <ucontext.h>
#include <unistd.h>

/* How near the end of the stack counts as its end: the kernel keeps a gap of 1 MiB below it (stack_guard_gap). */
#define DOCKEXEC_STACK_SLACK ((uintptr_t)1 << 20)

static uintptr_t dockexec_stack_top;
static void (*dockexec_stack_report)(int overflow);
static char dockexec_signal_stack[64 << 10] __attribute__((aligned(16)));

static uintptr_t dockexec_stack_pointer(const void *context)
{
#if defined(__x86_64__)
	return (uintptr_t)((const ucontext_t *)context)->uc_mcontext.gregs[REG_RSP];
#elif defined(__aarch64__)
	return (uintptr_t)((const ucontext_t *)context)->uc_mcontext.sp;
#else
	(void)context;
	return 0;
#endif
}

static int dockexec_stack_overflowed(uintptr_t address, uintptr_t pointer)
{
	struct rlimit limit;
	if (pointer == 0 || pointer > dockexec_stack_top || getrlimit(RLIMIT_STACK, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
		return 0;
	uintptr_t end = dockexec_stack_top - (uintptr_t)limit.rlim_cur;
	/* A call pushes below the pointer; a frame larger than what is left is first touched above it. */
	return pointer < end + DOCKEXEC_STACK_SLACK && address + 65536 > pointer && address < dockexec_stack_top;
}

static void dockexec_on_fault(int signal, siginfo_t *info, void *context)
{
	int sent = info->si_code <= 0;
	dockexec_stack_report(!sent && dockexec_stack_overflowed((uintptr_t)info->si_addr, dockexec_stack_pointer(context)));
	/* SA_RESETHAND has put the default back: the access is tried again and kills; a signal that was sent is sent again. */
	if (sent)
		raise(signal);
}

static void dockexec_stack_watch(void (*report)(int overflow))
{
	stack_t stack = { .ss_sp = dockexec_signal_stack, .ss_size = sizeof dockexec_signal_stack };
	struct sigaction action = { .sa_sigaction = dockexec_on_fault, .sa_flags = SA_SIGINFO | SA_ONSTACK | (int)SA_RESETHAND };
	dockexec_stack_report = report;
	dockexec_stack_top = (uintptr_t)&stack;
	if (sigaltstack(&stack, NULL) == 0) {
		sigaction(SIGSEGV, &action, NULL);
		sigaction(SIGBUS, &action, NULL);
	}
}

#endif
