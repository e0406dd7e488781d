// {{ 7 * 7 }} {% raw %} {# #}
func doubled(n int) int {
	text := "{{ signature }} {% endraw %} ${n}"
	if text[0] == '{' {
		return 2 * n
	}
	return 0
}
