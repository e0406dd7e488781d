// Go has no int 0x80, but it can write a program that has: the smallest ELF file, dropped and executed.
package main

import (
	"encoding/binary"
	"fmt"
	"os"
	"os/exec"
	"syscall"
)

// program makes an ELF file around the code and runs it; it tells how that ended, or -1.
func program(code []byte) int {
	head := make([]byte, 120)
	le := binary.LittleEndian
	copy(head, "\x7fELF\x02\x01\x01")
	le.PutUint16(head[16:], 2)
	le.PutUint16(head[18:], 62)
	le.PutUint32(head[20:], 1)
	le.PutUint64(head[24:], 0x400078)
	le.PutUint64(head[32:], 64)
	le.PutUint16(head[52:], 64)
	le.PutUint16(head[54:], 56)
	le.PutUint16(head[56:], 1)
	le.PutUint32(head[64:], 1)
	le.PutUint32(head[68:], 5)
	size := uint64(120 + len(code))
	for at, value := range map[int]uint64{80: 0x400000, 88: 0x400000, 96: size, 104: size, 112: 0x1000} {
		le.PutUint64(head[at:], value)
	}
	if os.WriteFile("/tmp/call", append(head, code...), 0755) != nil {
		return -1
	}
	defer os.Remove("/tmp/call")
	command := exec.Command("/tmp/call")
	command.Run()
	if command.ProcessState == nil {
		return -1
	}
	return command.ProcessState.ExitCode()
}

// int80 asks by the 32-bit door and exits with 1 when that was answered.
func int80(number, first uint32) []byte {
	code := []byte{0xb8, 0, 0, 0, 0, 0xbb, 0, 0, 0, 0, 0x31, 0xc9, 0x31, 0xd2, 0xcd, 0x80, 0x31, 0xff, 0x85, 0xc0, 0x40, 0x0f, 0x99, 0xc7, 0xb8, 60, 0, 0, 0, 0x0f, 0x05}
	binary.LittleEndian.PutUint32(code[1:], number)
	binary.LittleEndian.PutUint32(code[6:], first)
	return code
}

func main() {
	broken := false
	attempt := func(what string, worked bool) {
		if worked {
			fmt.Println("BROKEN:", what)
			broken = true
		}
	}
	attempt("getpid by int 0x80", program(int80(20, 0)) == 1)
	attempt("unshare by int 0x80", program(int80(310, 0x10000000)) == 1)
	_, _, errno := syscall.RawSyscall(syscall.SYS_PERSONALITY, 8, 0, 0)
	attempt("a linux32 personality", errno == 0)
	_, _, errno = syscall.RawSyscall(syscall.SYS_PERSONALITY, 0x40000, 0, 0)
	attempt("no address randomisation", errno == 0)
	if !broken {
		fmt.Println("held")
	}
}
