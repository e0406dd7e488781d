func spin(n int) int {
	count := 0
	for n > 0 {
		count += n
	}
	return count
}
