/* Tells a stack overflow from any other invalid access.
 *
 * Both end in SIGSEGV, and "segmentation fault" does not help somebody whose recursion has no end. The handler runs on a stack of its own. It calls it an
 * overflow when the stack pointer has come to the end that RLIMIT_STACK sets and the address that could not be touched is near it or in a frame above it;
 * then the process dies as it would have without us. The kernel reads the limit whenever the stack grows, so it is read here as late as possible.
 *
 * A signal stack belongs to one thread: pthread_create is wrapped (language.toml), so that each thread begins by setting up its own. */
#ifndef DOCKEXEC_STACK_H
#define DOCKEXEC_STACK_H

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <ucontext.h>
#include <unistd.h>

/* How near the end of the stack counts as its end: the kernel keeps a gap of 1 MiB below it (stack_guard_gap). */
#define DOCKEXEC_STACK_SLACK ((uintptr_t)1 << 20)

/* How much of its stack a thread gives for the handler's, and how large a stack must be for that. */
#define DOCKEXEC_SIGNAL_STACK ((size_t)32 << 10)
#define DOCKEXEC_LEAST_STACK ((size_t)256 << 10)

static uintptr_t dockexec_stack_top;
/* The end of this thread's stack, if we have started it: below it there is a guard page or more. */
static __thread uintptr_t dockexec_thread_end;
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
	if (dockexec_thread_end != 0)
		return pointer < dockexec_thread_end + 65536 && address < dockexec_thread_end && address + DOCKEXEC_STACK_SLACK > dockexec_thread_end;
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

/* Weak: before glibc 2.34, a program without threads was linked without these. */
extern int __real_pthread_create(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *) __attribute__((weak));
extern int pthread_getattr_np(pthread_t, pthread_attr_t *) __attribute__((weak));

struct dockexec_thread {
	void *(*routine)(void *);
	void *argument;
};

/* The first function of a thread. What it keeps on the thread's stack for the handler lives as long as the thread. */
static void *dockexec_thread_run(void *start)
{
	struct dockexec_thread thread = *(struct dockexec_thread *)start;
	char room[DOCKEXEC_SIGNAL_STACK] __attribute__((aligned(16)));
	stack_t stack = { .ss_sp = room, .ss_size = sizeof room };
	pthread_attr_t attributes;
	void *end;
	size_t size;
	free(start);
	if (pthread_getattr_np(pthread_self(), &attributes) == 0) {
		if (pthread_attr_getstack(&attributes, &end, &size) == 0 && size >= DOCKEXEC_LEAST_STACK && sigaltstack(&stack, NULL) == 0)
			dockexec_thread_end = (uintptr_t)end;
		pthread_attr_destroy(&attributes);
	}
	return thread.routine(thread.argument);
}

__attribute__((visibility("hidden"))) int __wrap_pthread_create(pthread_t *id, const pthread_attr_t *attributes, void *(*routine)(void *), void *argument)
{
	struct dockexec_thread *thread = malloc(sizeof *thread);
	int error;
	if (thread == NULL)
		return EAGAIN;
	thread->routine = routine;
	thread->argument = argument;
	error = __real_pthread_create(id, attributes, dockexec_thread_run, thread);
	if (error != 0)
		free(thread);
	return error;
}

#endif
