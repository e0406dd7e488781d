package main

import (
	"fmt"
	"os"
	"syscall"
)

// A megabyte at a time into files of every place that can be written, then full pipes: quota, descriptors or the memory limit must come long before half a gigabyte.
func main() {
	written := 0
	piece := make([]byte, 1<<20)
	for i := range piece {
		piece[i] = 1
	}
	for _, place := range []string{"/tmp/a", "/dev/shm/a", "/box/a", "/tmp/b", "/dev/shm/b", "/box/b"} {
		file, err := os.Create(place)
		for n := 0; err == nil && n < 512; n++ {
			var got int
			got, err = file.Write(piece)
			written += got
		}
	}
	for n := 0; n < 20000; n++ {
		var ends [2]int
		if syscall.Pipe2(ends[:], syscall.O_NONBLOCK) != nil {
			break
		}
		syscall.Syscall(syscall.SYS_FCNTL, uintptr(ends[1]), 1031 /* F_SETPIPE_SZ */, 1<<20)
		for {
			got, err := syscall.Write(ends[1], piece[:1<<16])
			if err != nil || got <= 0 {
				break
			}
			written += got
		}
	}
	if written < 512<<20 {
		fmt.Println("held")
	} else {
		fmt.Println("BROKEN: half a gigabyte in files and pipes")
	}
}
