func lucky(n int) int { return n }

//line glue.go:1
func case_0() int { return wrong }
/*line /etc/passwd:1*/
