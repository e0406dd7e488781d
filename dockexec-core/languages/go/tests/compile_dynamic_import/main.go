package main

//go:cgo_import_dynamic foo foo "libc.so"

func main() {
	println(5)
}
