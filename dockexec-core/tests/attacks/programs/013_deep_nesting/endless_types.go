package main

const big = 1 << 100000 << 100000

type T[P any] struct{ next *T[[2]P] }

var x T[int]

func main() {}
