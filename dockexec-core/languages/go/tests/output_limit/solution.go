func chat(lines int) int {
	line := strings.Repeat("x", 99)
	for i := 0; i < lines; i++ {
		fmt.Println(line)
	}
	return lines
}
