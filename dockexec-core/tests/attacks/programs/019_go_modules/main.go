package main

//go:generate sh -c "touch /tmp/generated"

import (
	"fmt"
	"os"
)

func main() {
	if _, err := os.Stat("/tmp/generated"); err == nil {
		fmt.Println("BROKEN: generated")
	}
	fmt.Println("held")
}
