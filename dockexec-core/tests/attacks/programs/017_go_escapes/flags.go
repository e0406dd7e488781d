package main

/*
#cgo LDFLAGS: -Wl,-fini=evil -B/box -fplugin=/box/evil.so
#cgo CFLAGS: -include /etc/passwd
*/
import "C"

func main() {
}
