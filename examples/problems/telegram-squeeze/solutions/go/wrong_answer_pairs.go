// Wrong: counts pairs too.
func squeeze(text string) string {
	var sent strings.Builder
	for start, end := 0, 0; start < len(text); start = end {
		for end = start; end < len(text) && text[end] == text[start]; end++ {
		}
		sent.WriteByte(text[start])
		if length := end - start; length >= 2 {
			sent.WriteString(strconv.Itoa(length))
		}
	}
	return sent.String()
}
