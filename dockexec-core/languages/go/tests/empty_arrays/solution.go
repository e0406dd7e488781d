func rows(m [][]int, w []string) [][]int {
	for range w {
		m = append(m, []int{})
	}
	return m
}
