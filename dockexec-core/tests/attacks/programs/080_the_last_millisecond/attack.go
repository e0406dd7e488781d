package main

import (
	"fmt"
	"syscall"
)

func main() {
	var used syscall.Rusage
	for {
		syscall.Getrusage(syscall.RUSAGE_SELF, &used)
		if used.Utime.Nano()+used.Stime.Nano() >= 299_000_000 {
			break
		}
	}
	fmt.Println("held")
}
