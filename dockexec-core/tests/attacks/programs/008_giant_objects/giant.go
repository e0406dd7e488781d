package main

var a = [1 << 30]byte{1}

func main() {
	println(a[5])
}
