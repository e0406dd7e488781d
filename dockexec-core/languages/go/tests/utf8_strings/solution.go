func echo(s string, n int) []string {
	if utf8.RuneCountInString(s) == n {
		return []string{s, "True"}
	}
	return []string{s, "False"}
}
