package main

import _ "embed"

//go:embed data.txt
var text string

func main() {
	println("BROKEN:", text)
}
