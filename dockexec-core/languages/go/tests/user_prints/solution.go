func doubled(n int) int {
	fmt.Println("case", n)
	return 2 * n
}
