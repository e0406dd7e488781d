package main

import (
	"fmt"
	"os"
	"syscall"
)

func main() {
	for i := 0; i < 512; i++ {
		piece, err := syscall.Mmap(-1, 0, 1<<20, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_PRIVATE|syscall.MAP_ANON)
		if err != nil {
			os.Exit(1)
		}
		for at := range piece {
			piece[at] = byte(i)
		}
		syscall.Madvise(piece, 21 /* MADV_PAGEOUT */)
	}
	fmt.Println("BROKEN: half a gigabyte under a limit of 64 MiB")
}
