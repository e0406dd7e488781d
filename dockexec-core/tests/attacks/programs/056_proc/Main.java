// Whatever tells of the host, of pid 1, or of other runs; whatever can be written; whatever is still open.
import java.io.*;
import java.nio.file.*;
import java.util.*;

public class Main {
    static boolean broken;

    static void complain(String what) {
        System.out.println("BROKEN: " + what);
        broken = true;
    }

    static String read(String path) {
        try (InputStream in = new FileInputStream(path)) {
            return new String(in.readNBytes(1 << 16), "ISO-8859-1");
        } catch (IOException denied) {
            return "";
        }
    }

    public static void main(String[] args) throws Exception {
        String core = new BufferedReader(new InputStreamReader(System.in)).readLine();
        for (String path : ("kallsyms kcore keys modules cpuinfo meminfo stat version cmdline net/tcp net/unix partitions loadavg sys/kernel/core_pattern "
                + "1/environ 1/maps 1/mem 1/smaps 1/stack 1/auxv").split(" "))
            if (!read("/proc/" + path).isEmpty()) complain("read /proc/" + path);
        for (String path : new String[] {"/sys/kernel/notes", "/sys/fs/cgroup/cgroup.procs", "/sys/class/net/lo/address"})
            if (!read(path).isEmpty()) complain("read " + path);
        for (String path : new String[] {"root", "cwd", "exe", "fd/0", "fd/4", "ns/mnt"}) {
            try {
                complain("followed " + Files.readSymbolicLink(Path.of("/proc/1/" + path)));
            } catch (IOException denied) {
                // as it should be
            }
        }
        Map<String, String> writes = new LinkedHashMap<>();
        for (String path : ("/proc/sys/kernel/core_pattern /proc/sysrq-trigger /proc/1/oom_score_adj /proc/1/mem /proc/self/uid_map /proc/self/setgroups "
                + "/sys/fs/cgroup/cgroup.procs /sys/fs/cgroup/release_agent").split(" ")) writes.put(path, "0\n");
        writes.put("/proc/self/oom_score_adj", "-1000");
        writes.forEach((path, text) -> {
            try (FileOutputStream out = new FileOutputStream(path)) {
                out.write(text.getBytes());
                complain("wrote " + path);
            } catch (IOException denied) {
                // as it should be
            }
        });
        long own = ProcessHandle.current().pid();
        for (String name : new File("/proc").list())
            if (name.matches("\\d+") && Long.parseLong(name) != own && Long.parseLong(name) > 1) complain("saw process " + name);
        ProcessHandle.allProcesses().filter(p -> p.pid() > 1 && p.pid() != own).forEach(p -> complain("saw process " + p));
        if (read("/proc/self/cgroup").contains("dockexec")) complain("told of the cgroup");
        String mounts = read("/proc/self/mountinfo");
        if (mounts.contains(" cgroup") || mounts.contains("sysfs") || mounts.contains(core)) complain("mounts tell of the host");
        String home = System.getProperty("java.home");
        for (int fd = 3; fd < 4096; fd++) {
            String what;
            try {
                what = Files.readSymbolicLink(Path.of("/proc/self/fd/" + fd)).toString();
            } catch (IOException none) {
                continue;
            }
            // The virtual machine's own: its modules and its sources of randomness.
            if (!what.startsWith(home) && !what.startsWith("/dev/") && !what.startsWith("anon_inode:")) complain("open descriptor " + what);
        }
        if (!broken) System.out.println("held");
    }
}
