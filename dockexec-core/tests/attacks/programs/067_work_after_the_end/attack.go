package main

import "runtime"

// Go has no exit handlers: what comes nearest is a finalizer that never ends, and main waiting for it.
func main() {
	done := make(chan bool)
	func() {
		object := new([1 << 10]int)
		runtime.SetFinalizer(object, func(*[1 << 10]int) {
			for i := 0; ; i++ {
				if i < 0 {
					done <- true
				}
			}
		})
	}()
	for i := 0; i < 3; i++ {
		runtime.GC()
	}
	<-done
}
