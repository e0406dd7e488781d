func largest(nums []int) int {
	best := 0
	for _, number := range nums {
		if number > best {
			best = number
		}
	}
	return best
}
