// exec.Command("id"), import "C", unsafe.Pointer
func doubled(net int) int {
	text := "os/exec"
	syscall := net
	if len(text) == 0 {
		return 0
	}
	return 2 * syscall
}
