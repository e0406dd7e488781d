package main

import (
	"fmt"
	"net"
	"time"
)

func attempt(name string, err error) {
	if err != nil {
		fmt.Println(name, "blocked")
	} else {
		fmt.Println(name, "reached")
	}
}

func udp() error {
	connection, err := net.Dial("udp", "10.255.255.1:53")
	if err == nil {
		_, err = connection.Write([]byte("x"))
	}
	return err
}

func main() {
	var port int
	fmt.Scan(&port)
	_, err := net.DialTimeout("tcp", fmt.Sprint("127.0.0.1:", port), time.Second)
	attempt("tcp host", err)
	_, err = net.DialTimeout("tcp", "169.254.169.254:80", time.Second)
	attempt("tcp metadata", err)
	attempt("udp", udp())
	_, err = net.LookupHost("example.com")
	attempt("dns", err)
}
