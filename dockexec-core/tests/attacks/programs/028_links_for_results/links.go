// What is left in /box when the run ends: if the judge opened any of these names it would read the host's files, write to them, or wait for ever.
package main

import (
	"fmt"
	"os"
	"syscall"
)

func main() {
	broken := false
	complain := func(what string) {
		fmt.Println("BROKEN:", what)
		broken = true
	}
	names := []string{"main", "main.go", "solution.go", "result", "result.json", "meta", "stdout", "stderr", "answers", "core", "out"}
	for i, name := range names {
		os.Remove(name)
		switch i % 3 {
		case 0:
			os.Symlink("/etc/passwd", name)
		case 1:
			syscall.Mkfifo(name, 0666)
		default:
			os.Symlink("/dev/zero", name)
		}
	}
	for _, mode := range []uint32{syscall.S_IFBLK, syscall.S_IFCHR} {
		if syscall.Mknod("device", mode|0666, 0x801) == nil {
			complain("a device node was made")
		}
	}
	if os.Link("/etc/passwd", "hard") == nil {
		complain("a hard link across mounts")
	}
	os.Symlink("/etc", "etc")
	for _, path := range []string{"etc/written", "main", "/etc/passwd"} {
		if file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE, 0666); err == nil {
			file.Close()
			complain("opened for writing: " + path)
		}
	}
	os.Mkdir("real", 0777)
	os.Symlink("/etc", "link")
	for i := 0; i < 500; i++ {
		os.Rename("real", "other")
		os.Rename("link", "real")
		os.Rename("other", "link")
	}
	if !broken {
		fmt.Println("held")
	}
}
