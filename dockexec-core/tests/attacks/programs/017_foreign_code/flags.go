package main

// #cgo LDFLAGS: -Wl,-rpath,/tmp -fplugin=x.so
// #cgo CFLAGS: -I/etc -include /etc/passwd
// int f(void) { return 1; }
import "C"

func main() {
	println(C.f())
}
