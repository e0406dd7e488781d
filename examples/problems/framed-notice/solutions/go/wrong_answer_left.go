// Wrong: does not centre anything.
package main

import (
	"fmt"
	"io"
	"os"
	"strings"
)

func main() {
	text, _ := io.ReadAll(os.Stdin)
	var lines []string
	if trimmed := strings.TrimRight(string(text), " \r\n"); trimmed != "" {
		lines = strings.Split(trimmed, "\n")
	}
	width := 0
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " \r")
		if len(lines[i]) > width {
			width = len(lines[i])
		}
	}
	edge := "+" + strings.Repeat("-", width+2) + "+"
	fmt.Println(edge)
	for _, line := range lines {
		fmt.Printf("| %-*s |\n", width, line)
	}
	fmt.Println(edge)
}
