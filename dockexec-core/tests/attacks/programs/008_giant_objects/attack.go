package main

var filled = [1 << 34]byte{1}

func main() {
	println(filled[0])
}
