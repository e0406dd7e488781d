// A removal that walks paths meets ENAMETOOLONG, EACCES, and names that shells and logs read as something else.
package main

import (
	"fmt"
	"os"
)

func main() {
	broken := false
	for level := 0; level < 800; level++ {
		if os.Mkdir("d", 0777) != nil || os.Chdir("d") != nil {
			fmt.Println("the tree did not grow")
			return
		}
	}
	os.Chdir("/box")
	for _, name := range []string{"new\nline", "-rf", "*", "\x1b[2Jescape", "\xff\xfe", "quote'\"`$(reboot)", " "} {
		os.Mkdir(name, 0777)
		os.WriteFile(name+"/kept", nil, 0)
		os.Chmod(name, 0)
	}
	attempt := func(what string, err error) {
		if err == nil {
			fmt.Println("BROKEN:", what)
			broken = true
		}
	}
	attempt("a file given to root", os.Chown("d", 0, 0))
	attempt("took /etc/passwd", os.Chown("/etc/passwd", 1000, 1000))
	attempt("changed a mode outside", os.Chmod("/etc", 0777))
	attempt("changed the root's mode", os.Chmod("/", 0))
	os.Chmod("/tmp", 0)
	os.Chmod("/box", 0)
	if !broken {
		fmt.Println("held")
	}
}
