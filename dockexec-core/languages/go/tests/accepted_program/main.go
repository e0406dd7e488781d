package main

import (
	"bufio"
	"fmt"
	"os"
)

func main() {
	reader := bufio.NewReader(os.Stdin)
	var count, sum int
	fmt.Fscan(reader, &count)
	for i := 0; i < count; i++ {
		var number int
		fmt.Fscan(reader, &number)
		sum += number
	}
	fmt.Println(sum)
}
