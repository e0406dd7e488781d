package main

import (
	"fmt"
	"os"
	"strings"
)

func main() {
	text, err := os.ReadFile("/dev/stdin")
	if err != nil {
		panic(err)
	}
	fmt.Print(strings.ToUpper(string(text)))
}
