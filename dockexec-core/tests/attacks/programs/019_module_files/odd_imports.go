package main

import (
	_ "/etc"
	_ "../x"
	_ "./y"
	_ "main"
	_ "cmd/go"
)

func main() {}
