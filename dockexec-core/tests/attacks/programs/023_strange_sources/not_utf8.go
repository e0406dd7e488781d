package main

// ÿşÀ€í €

import "fmt"

func main() {
	fmt.Println("held")
}
