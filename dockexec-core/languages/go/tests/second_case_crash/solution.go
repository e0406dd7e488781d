func doubled(n int) int {
	if n == 2 {
		panic("two is too much")
	}
	return 2 * n
}
