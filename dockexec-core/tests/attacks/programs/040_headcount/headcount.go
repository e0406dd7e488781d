package main

import (
	"fmt"
	"os"
	"os/exec"
	"time"
)

func main() {
	if len(os.Args) > 1 {
		time.Sleep(5 * time.Second)
		return
	}
	children := []*exec.Cmd{}
	for i := 0; i < 60; i++ {
		child := exec.Command("/proc/self/exe", "again")
		if child.Start() != nil {
			break
		}
		children = append(children, child)
	}
	for _, child := range children {
		child.Process.Kill()
		child.Wait()
	}
	if len(children) > 40 {
		fmt.Println("BROKEN:", len(children), "children")
	} else {
		fmt.Println("held")
	}
}
