var count int

func next(n int) int {
	count++
	if n != 0 {
		return count / (count - 2)
	}
	return count
}
