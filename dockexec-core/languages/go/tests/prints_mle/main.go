package main

import "os"

func main() {
	println("MLE")
	println("Killed")
	println("java.lang.OutOfMemoryError: Java heap space")
	println("MemoryError")
	println("FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory")
	println("fatal error: runtime: out of memory")
	os.Exit(1)
}
