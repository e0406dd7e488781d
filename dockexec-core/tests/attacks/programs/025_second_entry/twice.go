func lucky(n int) int { return n }

func lucky(n int) int { return 2 * n }
