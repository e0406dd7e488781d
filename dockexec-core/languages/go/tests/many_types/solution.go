func describe(i int, l int64, d float64, b bool, c byte, s string, m [][]int, w []string, g [][]byte) [][]string {
	yes := "no"
	if b {
		yes = "yes"
	}
	sum := 0
	for _, row := range m {
		for _, x := range row {
			sum += x
		}
	}
	reversed := []string{}
	for _, word := range w {
		letters := []byte(word)
		for x, y := 0, len(letters)-1; x < y; x, y = x+1, y-1 {
			letters[x], letters[y] = letters[y], letters[x]
		}
		reversed = append(reversed, string(letters))
	}
	rows := []string{}
	for _, row := range g {
		rows = append(rows, string(row))
	}
	return [][]string{
		{strconv.Itoa(i), strconv.FormatInt(l, 10), yes, string(c), s},
		{strconv.Itoa(sum), strconv.Itoa(len(w)), fmt.Sprintf("%.1f", d)},
		reversed,
		rows,
	}
}
