package main

var x = @O@0@C@

func main() {
}
