package main

//go:cgo_ldflag "-Wl,-rpath,/tmp"
//go:cgo_ldflag "-fplugin=x.so"

func main() {
	println("BROKEN")
}
