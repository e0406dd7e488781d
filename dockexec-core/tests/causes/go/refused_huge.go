package main

func main() {
	n := 1 << 50
	println(len(make([]int, n)))
}
