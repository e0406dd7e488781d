package main

func main() {
	all := map[int]int{}
	for i := 0; ; i++ {
		all[i] = i
	}
}
