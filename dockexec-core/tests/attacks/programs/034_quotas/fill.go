// Every way to ask for more disk than there is. What is refused must be refused with an errno, and what is granted must stay below the quota.
package main

import (
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	signal.Ignore(syscall.SIGXFSZ)
	broken := false
	attempt := func(what string, err error) {
		if err == nil {
			fmt.Println("BROKEN:", what)
			broken = true
		}
	}
	file, err := os.Create("sparse")
	if err != nil {
		fmt.Println(err)
		return
	}
	attempt("a sparse terabyte", file.Truncate(1<<40))
	attempt("a preallocated terabyte", syscall.Fallocate(int(file.Fd()), 0, 0, 1<<40))
	_, err = file.WriteAt([]byte("x"), 1<<40)
	attempt("wrote at a terabyte", err)
	file.Close()
	os.Remove("sparse")
	block := make([]byte, 1<<20)
	total := 0
	names := []string{}
	for i := 0; i < 64; i++ {
		names = append(names, fmt.Sprintf("%s/full-%d", []string{"/box", "/tmp", "/dev/shm"}[i%3], i))
		full, err := os.Create(names[i])
		if err != nil {
			continue
		}
		for j := 0; j < 64; j++ {
			n, err := full.Write(block)
			total += n
			if err != nil {
				break
			}
		}
		full.Close()
	}
	if total > 1<<30 {
		attempt("more than a gigabyte was written", nil)
	}
	for _, name := range names {
		os.Remove(name)
	}
	count := 0
	for count < 300000 && os.Symlink("x", fmt.Sprint("/tmp/", count)) == nil {
		count++
	}
	if count == 300000 {
		attempt("no limit of inodes", nil)
	}
	if !broken {
		fmt.Println("held")
	}
}
