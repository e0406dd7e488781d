package main

import (
	"fmt"
	"os"
	"syscall"
	"unsafe"
)

func main() {
	broken := false
	letter := byte('x')
	for fd := uintptr(0); fd < 3; fd++ {
		for what, request := range map[string]uintptr{"typed": 0x5412, "pasted": 0x541c, "took a terminal": 0x540e, "read its state": 0x5401} {
			if _, _, errno := syscall.Syscall(syscall.SYS_IOCTL, fd, request, uintptr(unsafe.Pointer(&letter))); errno == 0 {
				fmt.Println("BROKEN:", what)
				broken = true
			}
		}
	}
	for _, path := range []string{"/dev/tty", "/dev/tty0", "/dev/console", "/dev/ptmx", "/dev/pts/0"} {
		if _, err := os.OpenFile(path, os.O_RDWR, 0); err == nil {
			fmt.Println("BROKEN: opened", path)
			broken = true
		}
	}
	if !broken {
		fmt.Println("held")
	}
}
