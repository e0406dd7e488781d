package main

import (
	"fmt"
	"net"
	"syscall"
	"time"
)

func main() {
	broken := false
	report := func(what string, err error) {
		if err == nil {
			fmt.Println("BROKEN:", what)
			broken = true
		}
	}
	for _, family := range []int{syscall.AF_INET, syscall.AF_INET6, syscall.AF_UNIX, syscall.AF_NETLINK, syscall.AF_PACKET, 38, 40} {
		_, err := syscall.Socket(family, syscall.SOCK_STREAM, 0)
		report(fmt.Sprint("a socket of family ", family), err)
	}
	for _, place := range []string{"169.254.169.254:80", "127.0.0.1:22", "127.0.0.1:6379"} {
		_, err := net.DialTimeout("tcp", place, 100*time.Millisecond)
		report(place, err)
	}
	_, err := net.Listen("unix", "@abstract")
	report("an abstract socket", err)
	if !broken {
		fmt.Println("held")
	}
}
