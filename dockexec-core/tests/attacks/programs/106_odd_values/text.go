func text(n int) string {
	return "a\x00b\xffc"
}
