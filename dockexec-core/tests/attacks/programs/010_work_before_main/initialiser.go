package main

var early = work()

func work() int {
	for i := 0; ; i++ {
	}
}

func main() {
	println(early)
}
