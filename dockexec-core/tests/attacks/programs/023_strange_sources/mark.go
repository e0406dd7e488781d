package main

// mark

import "fmt"

func main() {
	fmt.Println("held")
}
