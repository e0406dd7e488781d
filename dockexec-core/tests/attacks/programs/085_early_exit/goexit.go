import "runtime"

func lucky(n int) int {
	runtime.Goexit()
	return n
}
