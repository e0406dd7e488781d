import (
	"os"
	"reflect"
	"syscall"
	"unsafe"
)

// Makes its own code writable and patches a function of the harness.
func lucky(n int) int {
	target := reflect.ValueOf(os.Exit).Pointer() &^ 4095
	_, _, errno := syscall.Syscall(syscall.SYS_MPROTECT, target, 8192, 7)
	if errno == 0 {
		page := (*[4096]byte)(unsafe.Pointer(target))
		for i := range page {
			page[i] = 0xcc
		}
	}
	return 0
}
