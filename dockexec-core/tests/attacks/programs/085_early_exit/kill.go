import "syscall"

func lucky(n int) int {
	syscall.Kill(syscall.Getpid(), 9)
	return n
}
