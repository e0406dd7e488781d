package main

import _ "unsafe"

//go:linkname stop runtime.exit
func stop(code int32)

func main() {
	stop(0)
}
