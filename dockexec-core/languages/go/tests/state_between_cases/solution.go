var count int

func next(n int) int {
	count++
	return count
}
