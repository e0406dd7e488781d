package main

func main() {
	@E@()
}
