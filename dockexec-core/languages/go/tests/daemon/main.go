package main

import (
	"fmt"
	"os"
	"syscall"
	"time"
)

func main() {
	if len(os.Args) > 1 {
		time.Sleep(time.Minute)
		return
	}
	attributes := &syscall.ProcAttr{Sys: &syscall.SysProcAttr{Setsid: true}}
	syscall.ForkExec("/proc/self/exe", []string{"child", "child"}, attributes)
	fmt.Println("done")
}
