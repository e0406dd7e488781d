func doubled(n int) int {
	_ = n
	return 2 * n
}

func main() {
}
