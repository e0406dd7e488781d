package main

type node struct {
	next *node
	v    int
}

func main() {
	var all *node
	for i := 0; ; i++ {
		all = &node{all, i}
	}
}
