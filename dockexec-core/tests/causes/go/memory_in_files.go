package main

import (
	"os"
)

func main() {
	block := make([]byte, 1<<20)
	file, _ := os.Create("/tmp/big")
	for i := 0; i < 300; i++ {
		file.Write(block)
	}
}
