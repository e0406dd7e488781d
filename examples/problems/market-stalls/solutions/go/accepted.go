package main

import (
	"bufio"
	"fmt"
	"os"
	"sort"
)

func main() {
	in := bufio.NewReader(os.Stdin)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	var sales int
	fmt.Fscan(in, &sales)
	sums := map[string]int64{}
	for i := 0; i < sales; i++ {
		var name string
		var coins int64
		fmt.Fscan(in, &name, &coins)
		sums[name] += coins
	}
	names := []string{}
	for name := range sums {
		names = append(names, name)
	}
	sort.Strings(names)
	best := "-"
	fmt.Fprintln(out, len(names))
	for _, name := range names {
		fmt.Fprintln(out, name, sums[name])
		if best == "-" || sums[name] > sums[best] {
			best = name
		}
	}
	fmt.Fprintln(out, best)
}
