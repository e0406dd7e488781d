// The standard input names a port of the host's loopback where somebody listens.
package main

import (
	"fmt"
	"net"
	"time"
)

func main() {
	port, broken := "", false
	fmt.Scan(&port)
	for _, address := range []string{"127.0.0.1:" + port, "[::1]:" + port, "localhost:" + port, "169.254.169.254:80", "example.com:80"} {
		if connection, err := net.DialTimeout("tcp", address, 200*time.Millisecond); err == nil {
			connection.Close()
			fmt.Println("BROKEN: reached", address)
			broken = true
		}
	}
	if connection, err := net.Dial("udp", "127.0.0.1:"+port); err == nil {
		if _, err = connection.Write([]byte("x")); err == nil {
			fmt.Println("BROKEN: a datagram to the host")
			broken = true
		}
	}
	if _, err := net.Listen("unix", "@dockexec"); err == nil {
		fmt.Println("BROKEN: an abstract name that others see")
		broken = true
	}
	if !broken {
		fmt.Println("held")
	}
}
