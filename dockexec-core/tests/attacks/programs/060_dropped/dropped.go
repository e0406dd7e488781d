// A copy of ourselves, in a file, in a session of its own.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"syscall"
)

func main() {
	if len(os.Args) > 1 {
		for {
		}
	}
	fmt.Println("begun")
	own, _ := os.ReadFile("/proc/self/exe")
	os.WriteFile("/tmp/dropped", own, 0755)
	command := exec.Command("/tmp/dropped", "again")
	command.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if command.Run() != nil {
		for {
		}
	}
}
