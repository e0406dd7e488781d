func lucky(n int) int { return n }

/* an open comment
