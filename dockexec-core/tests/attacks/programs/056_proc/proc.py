# Whatever tells of the host, of pid 1, or of other runs; whatever can be written; whatever is still open.
import os
import sys

core = sys.stdin.readline().strip()
broken = []


def read(path):
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except OSError:
        return b""
    try:
        return os.read(fd, 1 << 18)
    except OSError:
        return b""
    finally:
        os.close(fd)


for path in ("kallsyms", "kcore", "kmsg", "keys", "modules", "cpuinfo", "meminfo", "stat", "version", "cmdline", "net/tcp", "net/unix", "partitions", "loadavg",
             "sys/kernel/core_pattern", "1/environ", "1/maps", "1/mem", "1/smaps", "1/stack", "1/auxv", "1/syscall"):
    if read("/proc/" + path):
        broken.append("read /proc/" + path)
for path in ("/sys/kernel/notes", "/sys/class/net/lo/address", "/sys/fs/cgroup/cgroup.procs"):
    if read(path):
        broken.append("read " + path)
for path in ("root", "cwd", "exe", "fd/0", "fd/4", "ns/mnt"):
    try:
        broken.append("followed /proc/1/%s to %s" % (path, os.readlink("/proc/1/" + path)))
    except OSError:
        pass
for path in ("/proc/sys/kernel/core_pattern", "/proc/sysrq-trigger", "/proc/1/oom_score_adj", "/proc/1/mem", "/proc/self/uid_map", "/proc/self/gid_map", "/proc/self/setgroups",
             "/proc/self/attr/current", "/sys/fs/cgroup/cgroup.procs", "/sys/fs/cgroup/memory/cgroup.procs", "/sys/fs/cgroup/release_agent"):
    try:
        with open(path, "w") as file:
            file.write("0\n")
        broken.append("wrote " + path)
    except OSError:
        pass
try:
    with open("/proc/self/oom_score_adj", "w") as file:
        file.write("-1000")
    broken.append("asked the kernel to spare us")
except OSError:
    pass
others = [name for name in os.listdir("/proc") if name.isdigit() and int(name) not in (1, os.getpid())]
if others:
    broken.append("saw processes %s" % others)
for line in read("/proc/self/cgroup").decode().splitlines():
    if "dockexec" in line:
        broken.append("told of the cgroup " + line)
mounts = read("/proc/self/mountinfo").decode()
if " cgroup" in mounts or "sysfs" in mounts:
    broken.append("there is a cgroup or sysfs file system")
if core in mounts:
    broken.append("mounts tell of " + core)
for fd in range(3, 4096):
    try:
        what = os.readlink("/proc/self/fd/%d" % fd)
    except OSError:
        continue
    # The bootstrap's own channel is a pipe (PROTOCOL.md).
    if not what.startswith("pipe:"):
        broken.append("open descriptor %d: %s" % (fd, what))
for what in broken:
    print("BROKEN:", what)
if not broken:
    print("held")
