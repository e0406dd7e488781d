package main

import (
	"os"
)

func main() {
	println("a case of stack overflow was caught")
	os.Exit(3)
}
