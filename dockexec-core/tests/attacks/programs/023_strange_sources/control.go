package main

// [2J

import "fmt"

func main() {
	fmt.Println("held")
}
