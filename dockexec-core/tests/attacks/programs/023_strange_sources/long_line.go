package main

// @E@

import "fmt"

func main() {
	fmt.Println("held")
}
