import "unsafe"

func doubled(n int) int {
	*(*int)(unsafe.Pointer(uintptr(8))) = n
	return 2 * n
}
