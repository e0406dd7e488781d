package main

import (
	"fmt"
	"os"
)

func main() {
	for _, place := range []string{"/proc/self/exe", os.Args[0], "/usr", "/usr/local/go", "/lib", "/bin"} {
		if os.Chmod(place, 0o777) == nil && place[0] == '/' && place != "/proc/self/exe" {
			fmt.Println("BROKEN: mode of", place)
		}
		if file, err := os.OpenFile(place, os.O_WRONLY, 0); err == nil {
			if _, err := file.WriteAt([]byte{0x7f}, 0); err == nil {
				fmt.Println("BROKEN: wrote to", place)
			}
			file.Close()
		}
	}
	fmt.Println("held")
}
