package main

import (
	"os"
	"strings"
)

func main() {
	flood := []byte(strings.Repeat("flood ", 1000))
	for {
		os.Stderr.Write(flood)
	}
}
