func weightPairs(weights []int, target int) [][]int {
	numbers := map[int]bool{}
	for _, weight := range weights {
		numbers[weight] = true
	}
	pairs := [][]int{}
	for number := range numbers {
		if other := target - number; number < other && numbers[other] {
			pairs = append(pairs, []int{number, other})
		}
	}
	return pairs
}
