package main

import (
	"fmt"
	"os"
)

func main() {
	fmt.Println("half")
	os.Exit(0)
	fmt.Println("whole")
}
