func squeeze(text string) string {
	var sent strings.Builder
	for start, end := 0, 0; start < len(text); start = end {
		for end = start; end < len(text) && text[end] == text[start]; end++ {
		}
		if length := end - start; length >= 3 {
			sent.WriteByte(text[start])
			sent.WriteString(strconv.Itoa(length))
		} else {
			sent.WriteString(text[start:end])
		}
	}
	return sent.String()
}
