func frostMap(degrees [][]int) [][]int {
	rows, columns := len(degrees), len(degrees[0])
	morning := make([][]int, rows)
	for r := range degrees {
		morning[r] = append([]int(nil), degrees[r]...)
		for c := range morning[r] {
			for _, step := range [][2]int{{-1, 0}, {1, 0}, {0, -1}, {0, 1}} {
				y, x := r+step[0], c+step[1]
				if y >= 0 && y < rows && x >= 0 && x < columns && degrees[y][x] < morning[r][c] {
					morning[r][c] = degrees[y][x]
				}
			}
		}
	}
	return morning
}
