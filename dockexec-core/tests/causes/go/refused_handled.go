package main

import (
	"fmt"
)

func main() {
	defer func() { fmt.Println(recover()) }()
	n := 1 << 50
	println(len(make([]int, n)))
}
