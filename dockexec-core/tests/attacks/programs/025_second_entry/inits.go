func lucky(n int) int { return n }

func init() {}

func init() { panic("early") }
