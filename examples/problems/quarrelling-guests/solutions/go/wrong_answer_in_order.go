// Wrong: seats the guests by their numbers, which is the worst of all orders.
package main

import "fmt"

func main() {
	var n int
	fmt.Scan(&n)
	fmt.Println("yes")
	for guest := 1; guest <= n; guest++ {
		fmt.Println(guest)
	}
}
