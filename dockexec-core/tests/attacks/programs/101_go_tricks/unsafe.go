import "unsafe"

// Walks the stack upwards and writes over everything that looks like a number.
func lucky(n int) int {
	here := uintptr(unsafe.Pointer(&n))
	for at := here; at < here+4096; at += 8 {
		*(*int)(unsafe.Pointer(at)) = 41729
	}
	return 0
}
