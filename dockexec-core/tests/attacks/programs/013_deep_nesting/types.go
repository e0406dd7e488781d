package main

var x @O@int@C@

func main() {
}
