// Nobody but ourselves can be reached.
package main

import (
	"fmt"
	"os"
	"os/signal"
	"strconv"
	"syscall"
)

func main() {
	signal.Ignore(syscall.SIGTERM)
	broken := false
	threads := map[string]bool{}
	tasks, _ := os.ReadDir("/proc/self/task")
	for _, task := range tasks {
		threads[task.Name()] = true
	}
	for pid := 2; pid < 70000; pid++ {
		// The numbers of our own threads answer as well.
		if !threads[strconv.Itoa(pid)] && syscall.Kill(pid, 0) == nil {
			fmt.Println("BROKEN: there is process", pid)
			broken = true
		}
	}
	for _, pid := range []int{1, os.Getppid()} {
		for _, number := range []syscall.Signal{syscall.SIGKILL, syscall.SIGSTOP, syscall.SIGSEGV} {
			syscall.Kill(pid, number)
		}
	}
	syscall.Kill(0, syscall.SIGTERM)
	syscall.Kill(-1, syscall.SIGTERM)
	syscall.Kill(-1, syscall.SIGKILL)
	if !broken {
		fmt.Println("held")
	}
}
