package main

import (
	"time"
)

func main() {
	c := make(chan int)
	time.AfterFunc(100*time.Second, func() { c <- 1 })
	<-c
}
