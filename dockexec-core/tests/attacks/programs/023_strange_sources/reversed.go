package main

// ‮ } ⁦ if admin ⁩ ⁦ begin

import "fmt"

func main() {
	fmt.Println("held")
}
