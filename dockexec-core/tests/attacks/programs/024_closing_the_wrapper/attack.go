func lucky(n int) int { return n } }
//line glue.go:1
/* */ */
