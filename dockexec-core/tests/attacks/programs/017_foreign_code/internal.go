package main

import "internal/syscall/unix"

func main() {
	println(unix.R_OK)
}
