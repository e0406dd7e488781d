package main

func deeper(n int) int { return deeper(n+1) + 1 }

func main() {
	done := make(chan int)
	go func() { done <- deeper(0) }()
	println(<-done)
}
