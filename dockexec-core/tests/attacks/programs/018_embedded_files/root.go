package main

import "embed"

//go:embed /
var files embed.FS

func main() {
	entries, _ := files.ReadDir(".")
	for _, entry := range entries {
		println("BROKEN:", entry.Name())
	}
}
