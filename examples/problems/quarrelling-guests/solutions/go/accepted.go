package main

import (
	"bufio"
	"fmt"
	"os"
)

func main() {
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	var n int
	fmt.Scan(&n)
	if n == 2 || n == 3 {
		fmt.Fprintln(out, "no")
		return
	}
	fmt.Fprintln(out, "yes")
	for guest := 2; guest <= n; guest += 2 {
		fmt.Fprintln(out, guest)
	}
	for guest := 1; guest <= n; guest += 2 {
		fmt.Fprintln(out, guest)
	}
}
