package main

func main() {
	fail()
}

func fail() {
	panic("no such thing")
}
