// The standard input names the folder of this very repository on the host: it must not exist in here.
import java.io.*;
import java.nio.file.*;
import java.util.*;

public class Main {
    interface Action { void run() throws Exception; }

    static boolean broken;

    static void complain(String what) {
        System.out.println("BROKEN: " + what);
        broken = true;
    }

    static void attempt(String what, Action action) {
        try {
            action.run();
            complain(what);
        } catch (Exception denied) {
            // as it should be
        }
    }

    public static void main(String[] args) throws Exception {
        String core = new BufferedReader(new InputStreamReader(System.in)).readLine();
        String[] hidden = {core, "/root", "/home", "/work", "/var/lib", "/var/log", "/run", "/mnt", "/srv", "/boot", "/sys", "/.host", "/etc/shadow", "/etc/hosts",
            "/etc/resolv.conf", "/etc/machine-id", "/dev/mem", "/dev/kmsg", "/dev/vda", "/dev/kvm", "/dev/console", "/proc/1/root/etc", "/proc/self/root/root", "/var/run/docker.sock"};
        for (String path : hidden) {
            // A directory of the host's name exists where a mount lies below it: it is empty but for the way to toolchain and harness.
            String[] inside = new File(path).list();
            if (Files.exists(Path.of(path)) && (inside == null || inside.length > 2)) complain("there is " + path);
        }
        for (String place : new String[] {"/tmp", "/var/tmp", "/dev/shm", "/box"}) {
            String[] names = new File(place).list();
            for (String name : names == null ? new String[0] : names)
                if (!place.equals("/box") || !Set.of("out", "Main.java").contains(name)) complain("there is " + place + "/" + name);
        }
        for (String path : new String[] {"/tmp/left", "/dev/shm/left", "/box/left"}) Files.createFile(Path.of(path));
        String home = System.getProperty("java.home");
        for (String folder : new String[] {"/", "/etc", "/usr", "/lib", home, home + "/lib", "/dev", "/proc"})
            attempt("wrote into " + folder, () -> Files.writeString(Path.of(folder, "written"), "x"));
        for (String file : new String[] {"/etc/passwd", home + "/lib/modules", home + "/bin/java"}) {
            attempt("opened for writing " + file, () -> new RandomAccessFile(file, "rw"));
            attempt("removed " + file, () -> Files.delete(Path.of(file)));
            attempt("moved " + file, () -> Files.move(Path.of(file), Path.of("/tmp/taken"), StandardCopyOption.ATOMIC_MOVE));
        }
        if (!broken) System.out.println("held");
    }
}
