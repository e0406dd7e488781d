package main

func main() {
	var number int = "text"
	_ = number
}
