// The same from Go, whose run-time makes system calls without libc.
package main

import (
	"fmt"
	"syscall"
	"unsafe"
)

func main() {
	buffer := make([]byte, 512)
	at := uintptr(unsafe.Pointer(&buffer[0]))
	tmp, _ := syscall.BytePtrFromString("/tmp")
	root, _ := syscall.BytePtrFromString("/")
	tmpfs, _ := syscall.BytePtrFromString("tmpfs")
	path := func(p *byte) uintptr { return uintptr(unsafe.Pointer(p)) }
	broken := false
	attempt := func(what string, number, a, b, c, d uintptr) {
		if _, _, errno := syscall.Syscall6(number, a, b, c, d, 0, 0); errno == 0 {
			fmt.Println("BROKEN:", what)
			broken = true
		}
	}
	attempt("unshare", syscall.SYS_UNSHARE, syscall.CLONE_NEWUSER, 0, 0, 0)
	attempt("mount", syscall.SYS_MOUNT, path(tmpfs), path(tmp), path(tmpfs), 0)
	attempt("chroot", syscall.SYS_CHROOT, path(tmp), 0, 0, 0)
	attempt("pivot_root", syscall.SYS_PIVOT_ROOT, path(root), path(tmp), 0, 0)
	attempt("ptrace", syscall.SYS_PTRACE, 16, uintptr(syscall.Getppid()), 0, 0)
	attempt("bpf", 321, 0, at, 72, 0)
	attempt("perf_event_open", syscall.SYS_PERF_EVENT_OPEN, at, 0, ^uintptr(0), ^uintptr(0))
	attempt("io_uring_setup", 425, 1, at, 0, 0)
	attempt("keyctl", syscall.SYS_KEYCTL, 0, ^uintptr(2), 1, 0)
	if _, err := syscall.ForkExec("/proc/self/exe", []string{"x"}, &syscall.ProcAttr{Sys: &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWUSER}}); err == nil {
		fmt.Println("BROKEN: clone into a user namespace")
		broken = true
	}
	if !broken {
		fmt.Println("held")
	}
}
