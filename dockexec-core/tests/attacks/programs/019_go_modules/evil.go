package evil

func Println(...any) { panic("BROKEN") }
