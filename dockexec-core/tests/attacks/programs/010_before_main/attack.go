package main

var early = func() int {
	for {
	}
}()

func main() {
	println(early)
}
