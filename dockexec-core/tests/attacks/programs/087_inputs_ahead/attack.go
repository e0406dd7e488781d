import "syscall"

func ahead(n int) int {
	syscall.SetNonblock(3, true)
	got, _ := syscall.Read(3, make([]byte, 1<<16))
	syscall.SetNonblock(3, false)
	if got > 0 {
		return 1
	}
	return 0
}
