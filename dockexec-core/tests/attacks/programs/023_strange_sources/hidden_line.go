package main

// x yzqr 

import "fmt"

func main() {
	fmt.Println("held")
}
