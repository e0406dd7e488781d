func lucky(n int) int { return n }

const text = `an open text
