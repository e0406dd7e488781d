package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"
)

func main() {
	text, _ := io.ReadAll(os.Stdin)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
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
	fmt.Fprintln(out, edge)
	for _, line := range lines {
		gap := width - len(line)
		fmt.Fprintf(out, "| %s%s%s |\n", strings.Repeat(" ", gap/2), line, strings.Repeat(" ", gap-gap/2))
	}
	fmt.Fprintln(out, edge)
}
