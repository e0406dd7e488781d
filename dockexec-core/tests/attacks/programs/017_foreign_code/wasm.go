package main

//go:wasmimport env exit
func stop(code int32)

func main() {
	stop(0)
}
