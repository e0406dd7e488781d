// Each run looks for all keys first, then makes them and leaves them.
package main

import (
	"fmt"
	"os"
	"syscall"
)

const key, create = 0x444f434d, 01000

func main() {
	broken := false
	for what, call := range map[string][3]uintptr{
		"shared memory": {syscall.SYS_SHMGET, key, 0}, "semaphores": {syscall.SYS_SEMGET, key, 0}, "a message queue": {syscall.SYS_MSGGET, key, 0},
	} {
		if _, _, errno := syscall.Syscall(call[0], call[1], call[2], 0); errno == 0 {
			fmt.Println("BROKEN: found", what)
			broken = true
		}
	}
	if _, err := os.Stat("/dev/shm/dockexec-left-go"); err == nil {
		fmt.Println("BROKEN: found posix shared memory")
		broken = true
	}
	syscall.Syscall(syscall.SYS_SHMGET, key, 1<<20, create|0666)
	syscall.Syscall(syscall.SYS_SEMGET, key, 250, create|0666)
	syscall.Syscall(syscall.SYS_MSGGET, key, create|0666, 0)
	os.WriteFile("/dev/shm/dockexec-left-go", []byte("left"), 0666)
	if !broken {
		fmt.Println("held")
	}
}
