import "runtime"

func lucky(n int) (answer int) {
	defer func() {
		recover()
		go func() {
			defer func() { recover() }()
			panic("another")
		}()
		runtime.Goexit()
	}()
	panic("over")
}
