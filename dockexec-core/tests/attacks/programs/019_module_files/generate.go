package main

import "fmt"

//go:generate sh -c "echo BROKEN"
//go:debug panicnil=1

func main() {
	fmt.Println("held")
}
