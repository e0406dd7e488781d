import "time"

func wait(n int) int {
	if n > 0 {
		time.Sleep(time.Minute)
	}
	return n
}
