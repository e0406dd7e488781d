func doubled(n int) int {
	fmt.Println(2 * n)
	fmt.Print("\x05\x00\x00\x00A\x00\x00\x00\x00", 2*n)
	println(2 * n)
	return 0
}
