func doubled(n int) int {
	var word string
	count, _ := fmt.Scan(&word)
	return 2*n + count
}
