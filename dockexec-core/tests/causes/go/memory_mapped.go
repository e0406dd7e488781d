package main

import (
	"syscall"
)

func main() {
	all, _ := syscall.Mmap(-1, 0, 300<<20, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	for i := 0; i < len(all); i += 4096 {
		all[i] = 1
	}
}
