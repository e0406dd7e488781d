func lucky(n int) int { return n }

func main() { println("41729") }
