package main

func even(n int) int {
	if n == 0 {
		return 1
	}
	return odd(n+1) + 1
}

func odd(n int) int { return even(n+1) + 1 }

func main() {
	println(even(1))
}
