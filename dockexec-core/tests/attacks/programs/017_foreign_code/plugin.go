package main

import "plugin"

func main() {
	println(plugin.Open("x.so"))
}
