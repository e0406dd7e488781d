package main

import (
	"fmt"
	"os"
)

func main() {
	var files []*os.File
	for i := 0; i < 100000; i++ {
		file, err := os.Open("/dev/null")
		if err != nil {
			fmt.Println("held")
			return
		}
		files = append(files, file)
	}
	fmt.Println("BROKEN: descriptors", len(files))
}
