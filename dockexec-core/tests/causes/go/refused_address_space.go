package main

func main() {
	n := 1 << 45
	println(len(make([]byte, n)))
}
