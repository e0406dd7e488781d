import _ "embed"

//go:embed /etc/passwd
var text string

func doubled(n int) int {
	println(text)
	return 2 * n
}
