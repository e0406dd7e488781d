package main

// x

import "fmt"

func main() {
	fmt.Println("held")
}
