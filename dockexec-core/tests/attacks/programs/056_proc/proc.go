// Whatever tells of the host, of pid 1, or of other runs; whatever can be written; whatever is still open.
package main

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
	"strings"
)

var broken bool

func complain(what ...any) {
	fmt.Println(append([]any{"BROKEN:"}, what...)...)
	broken = true
}

func main() {
	core, _ := bufio.NewReader(os.Stdin).ReadString('\n')
	core = strings.TrimSpace(core)
	buffer := make([]byte, 1<<16)
	read := func(path string) string {
		file, err := os.Open(path)
		if err != nil {
			return ""
		}
		defer file.Close()
		n, _ := file.Read(buffer)
		return string(buffer[:max(n, 0)])
	}
	for _, path := range strings.Fields("kallsyms kcore keys modules cpuinfo meminfo stat version cmdline net/tcp net/unix partitions loadavg sys/kernel/core_pattern 1/environ 1/maps 1/mem 1/smaps 1/stack 1/auxv") {
		if read("/proc/"+path) != "" {
			complain("read /proc/", path)
		}
	}
	for _, path := range []string{"/sys/kernel/notes", "/sys/fs/cgroup/cgroup.procs", "/sys/class/net/lo/address"} {
		if read(path) != "" {
			complain("read", path)
		}
	}
	for _, path := range strings.Fields("root cwd exe fd/0 fd/4 ns/mnt") {
		if target, err := os.Readlink("/proc/1/" + path); err == nil {
			complain("followed", path, target)
		}
	}
	for _, path := range strings.Fields("/proc/sys/kernel/core_pattern /proc/sysrq-trigger /proc/1/oom_score_adj /proc/1/mem /proc/self/uid_map /proc/self/setgroups /sys/fs/cgroup/cgroup.procs /sys/fs/cgroup/memory/cgroup.procs /sys/fs/cgroup/release_agent") {
		if os.WriteFile(path, []byte("0\n"), 0) == nil {
			complain("wrote", path)
		}
	}
	if os.WriteFile("/proc/self/oom_score_adj", []byte("-1000"), 0) == nil {
		complain("asked the kernel to spare us")
	}
	entries, _ := os.ReadDir("/proc")
	for _, entry := range entries {
		if pid, err := strconv.Atoi(entry.Name()); err == nil && pid > 1 && pid != os.Getpid() {
			complain("saw process", pid)
		}
	}
	if strings.Contains(read("/proc/self/cgroup"), "dockexec") {
		complain("told of the cgroup")
	}
	mounts := read("/proc/self/mountinfo")
	if strings.Contains(mounts, " cgroup") || strings.Contains(mounts, "sysfs") || strings.Contains(mounts, core) {
		complain("mounts tell of the host")
	}
	for fd := 3; fd < 4096; fd++ {
		// The run-time's own poller is anonymous.
		if what, err := os.Readlink(fmt.Sprint("/proc/self/fd/", fd)); err == nil && !strings.HasPrefix(what, "anon_inode:") {
			complain("open descriptor", what)
		}
	}
	if !broken {
		fmt.Println("held")
	}
}
