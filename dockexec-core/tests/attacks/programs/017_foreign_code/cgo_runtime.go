package main

import _ "runtime/cgo"

func main() {
	println("BROKEN")
}
