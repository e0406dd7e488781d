// What would help elsewhere must be refused, what is allowed must not mislead the judge.
package main

import (
	"fmt"
	"syscall"
	"unsafe"
)

func main() {
	broken := false
	for what, args := range map[string][3]uintptr{
		"strict seccomp": {22, 1, 0}, "took no_new_privs back": {38, 0, 0}, "kept capabilities": {8, 1, 0}, "secure bits": {28, 15, 0},
		"an ambient capability": {47, 2, 21}, "a ptracer": {0x59616d61, ^uintptr(0), 0}, "a subreaper": {36, 1, 0},
	} {
		if _, _, errno := syscall.RawSyscall6(syscall.SYS_PRCTL, args[0], args[1], args[2], 0, 0, 0); errno == 0 {
			fmt.Println("BROKEN:", what)
			broken = true
		}
	}
	if syscall.Setpriority(syscall.PRIO_PROCESS, 0, -5) == nil {
		fmt.Println("BROKEN: a better priority")
		broken = true
	}
	name := []byte("x) Z 1 1 1 0 -1\x00")
	syscall.RawSyscall6(syscall.SYS_PRCTL, 15, uintptr(unsafe.Pointer(&name[0])), 0, 0, 0, 0)
	syscall.RawSyscall6(syscall.SYS_PRCTL, 4, 1, 0, 0, 0, 0)
	if !broken {
		fmt.Println("held")
	}
}
