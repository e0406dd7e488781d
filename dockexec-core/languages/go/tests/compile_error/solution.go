func doubled(n int) int {
	unused := 3
	return 2 * n
}
