package main

func main() {
	hoard := map[int]*[64]byte{}
	for i := 0; ; i++ {
		hoard[i] = new([64]byte)
	}
}
