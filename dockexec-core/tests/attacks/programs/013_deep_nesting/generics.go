package main

type G[T any] struct{ v T }

var x @O@int@C@

func main() {
}
