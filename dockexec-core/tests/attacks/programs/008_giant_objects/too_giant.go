package main

var a [1 << 40]byte

func main() {
	println(a[5])
}
