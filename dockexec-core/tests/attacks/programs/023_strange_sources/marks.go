﻿package main

// marks

import "fmt"

func main() {
	fmt.Println("held")
}
