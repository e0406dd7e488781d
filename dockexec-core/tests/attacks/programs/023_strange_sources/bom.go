package main

func main() { print("held\n") }
