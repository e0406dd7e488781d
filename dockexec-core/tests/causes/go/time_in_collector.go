package main

func main() {
	var keep [1000][]byte
	for i := 0; ; i++ {
		keep[i%1000] = make([]byte, 10000)
	}
}
