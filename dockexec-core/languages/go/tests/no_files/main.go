package main

import (
	"bufio"
	"fmt"
	"os"
)

func main() {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		file, err := os.Open(lines.Text())
		if err != nil {
			continue
		}
		if n, _ := file.Read(make([]byte, 1)); n > 0 {
			fmt.Println("readable:", lines.Text())
		}
	}
	for _, path := range []string{"/dockexec-test", "/etc/passwd", "/usr/dockexec-test", "/dev/dockexec-test"} {
		file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
		if err != nil {
			continue
		}
		if _, err := file.Write([]byte("x")); err == nil {
			fmt.Println("writable:", path)
		}
	}
	if err := os.WriteFile("note", []byte("kept"), 0o644); err != nil {
		panic(err)
	}
	text, _ := os.ReadFile("note")
	entries, _ := os.ReadDir("/tmp")
	fmt.Println(string(text), entries)
	for _, name := range []string{"/etc/passwd", "/etc/group"} {
		text, _ := os.ReadFile(name)
		os.Stderr.Write(text)
	}
}
