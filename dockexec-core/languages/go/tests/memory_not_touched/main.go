package main

import "fmt"

func main() {
	block := make([]byte, 1<<30)
	block[12345] = 7
	fmt.Println(block[12345])
}
