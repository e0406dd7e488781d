func canTurn(gears int, meshes [][]int) bool {
	beside := make([][]int, gears)
	for _, mesh := range meshes {
		beside[mesh[0]] = append(beside[mesh[0]], mesh[1])
		beside[mesh[1]] = append(beside[mesh[1]], mesh[0])
	}
	turns := make([]int, gears)
	for first := range turns {
		if turns[first] != 0 {
			continue
		}
		turns[first] = 1
		queue := []int{first}
		for len(queue) > 0 {
			gear := queue[0]
			queue = queue[1:]
			for _, other := range beside[gear] {
				if turns[other] == turns[gear] {
					return false
				}
				if turns[other] == 0 {
					turns[other] = -turns[gear]
					queue = append(queue, other)
				}
			}
		}
	}
	return true
}
