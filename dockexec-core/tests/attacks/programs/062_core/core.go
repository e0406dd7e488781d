package main

import (
	"fmt"
	"runtime/debug"
	"syscall"
)

func main() {
	limit := syscall.Rlimit{Cur: 1 << 20, Max: 1 << 20}
	if syscall.Setrlimit(syscall.RLIMIT_CORE, &limit) == nil {
		fmt.Println("BROKEN: core dumps of a megabyte")
	} else {
		fmt.Println("held")
	}
	debug.SetTraceback("crash")
	var nowhere *int
	*nowhere = 1
}
