//go:build windows && cgo && go1.99

package main

import "fmt"

func main() {
	fmt.Println("held")
}
