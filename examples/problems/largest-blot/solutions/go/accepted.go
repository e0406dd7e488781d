func largestBlot(sheet [][]byte) int {
	largest := 0
	for r := range sheet {
		for c := range sheet[r] {
			if size := blot(sheet, r, c); size > largest {
				largest = size
			}
		}
	}
	return largest
}

func blot(sheet [][]byte, r, c int) int {
	if r < 0 || r >= len(sheet) || c < 0 || c >= len(sheet[r]) || sheet[r][c] != '#' {
		return 0
	}
	sheet[r][c] = '.'
	size := 1
	for y := r - 1; y <= r+1; y++ {
		for x := c - 1; x <= c+1; x++ {
			size += blot(sheet, y, x)
		}
	}
	return size
}
