func doubled(n int) int {
	return 2*n + 1<<40
}
