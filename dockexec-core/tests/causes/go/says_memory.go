package main

func main() {
	println("fatal error: runtime: out of memory")
	panic("MLE")
}
