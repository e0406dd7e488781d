package main

func main() {
	for i := 0; i < 3; i++ {
		go spin()
	}
	spin()
}

func spin() {
	for {
	}
}
