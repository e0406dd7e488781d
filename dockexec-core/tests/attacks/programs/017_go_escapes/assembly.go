package main

func evil()

func main() {
	evil()
}
