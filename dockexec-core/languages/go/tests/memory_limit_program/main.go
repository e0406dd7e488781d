package main

import "fmt"

func main() {
	defer func() {
		recover()
		fmt.Println("I can go on")
	}()
	var kept [][]byte
	for {
		block := make([]byte, 1<<20)
		for i := range block {
			block[i] = 1
		}
		kept = append(kept, block)
	}
}
