package main

import _ "unsafe"

//go:linkname main_case main.case_0
func main_case() {}

//go:linkname write os.(*File).Write
func write(f *int, b []byte) (int, error) { return len(b), nil }

func lucky(n int) int { return n }
