package main

import (
	"fmt"
	"os"
	"runtime"
)

func main() {
	broken := false
	for _, folder := range []string{runtime.GOROOT(), "/usr/local/go", "/usr/lib", "/etc", "/", "/root/.cache"} {
		if file, err := os.Create(folder + "/evil"); err == nil {
			fmt.Println("BROKEN:", file.Name())
			broken = true
		}
	}
	if !broken {
		fmt.Println("held")
	}
}
