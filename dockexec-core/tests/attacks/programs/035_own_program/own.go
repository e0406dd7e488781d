// Whatever one case does to the program's file, the next must find it as it was made.
package main

import (
	"fmt"
	"os"
	"time"
)

func main() {
	broken := false
	complain := func(what string) {
		fmt.Println("BROKEN:", what)
		broken = true
	}
	file, err := os.Stat("/proc/self/exe")
	if err != nil || file.Mode().Perm() != 0555 {
		complain("another case has changed the mode")
	}
	if file.ModTime().Unix() < 1000000000 {
		complain("another case has changed the time")
	}
	os.Chtimes("/proc/self/exe", time.Unix(1, 0), time.Unix(1, 0))
	if os.Chmod("/proc/self/exe", 0777) == nil {
		if _, err := os.OpenFile("/proc/self/exe", os.O_RDWR, 0); err == nil {
			complain("opened the program for writing")
		}
	}
	if os.Truncate("/proc/self/exe", 0) == nil {
		complain("emptied the program")
	}
	os.Chmod("/proc/self/exe", 0)
	if !broken {
		fmt.Println("held")
	}
}
