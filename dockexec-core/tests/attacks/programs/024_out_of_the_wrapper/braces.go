func lucky(n int) int { return n }
}

func extra() {
