// Rights that come with files, with ids, with capabilities: none may be had.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
)

func main() {
	if len(os.Args) > 1 {
		fmt.Print(os.Geteuid())
		return
	}
	broken := false
	attempt := func(what string, err error) {
		if err == nil {
			fmt.Println("BROKEN:", what)
			broken = true
		}
	}
	attempt("setuid 0", syscall.Setuid(0))
	attempt("setgid 0", syscall.Setgid(0))
	attempt("setgroups", syscall.Setgroups([]int{0}))
	status, _ := os.ReadFile("/proc/self/status")
	for _, line := range strings.Split(string(status), "\n") {
		name, value, _ := strings.Cut(line, ":")
		number, _ := strconv.ParseUint(strings.TrimSpace(value), 16, 64)
		if strings.HasPrefix(name, "Cap") && number != 0 || name == "NoNewPrivs" && number != 1 {
			attempt(line, nil)
		}
	}
	own, err := os.ReadFile("/proc/self/exe")
	if err == nil && os.WriteFile("/tmp/copy", own, 0755) == nil && os.Chmod("/tmp/copy", 0755|os.ModeSetuid|os.ModeSetgid) == nil {
		told, err := exec.Command("/tmp/copy", "asked").Output()
		if err == nil && string(told) != strconv.Itoa(os.Getuid()) {
			attempt("a set-uid copy became "+string(told), nil)
		}
		attempt("a file capability", syscall.Setxattr("/tmp/copy", "security.capability", []byte("\x01\x00\x00\x02\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"), 0))
	}
	for _, tool := range []string{"/usr/bin/su", "/usr/bin/sudo", "/usr/bin/passwd", "/usr/bin/mount"} {
		attempt(tool, exec.Command(tool, "-c", "true").Run())
	}
	if !broken {
		fmt.Println("held")
	}
}
