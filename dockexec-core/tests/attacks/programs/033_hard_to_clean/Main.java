// A removal that walks paths meets EACCES, long paths, and names that shells and logs read as something else.
import java.io.File;
import java.nio.file.*;
import java.nio.file.attribute.PosixFilePermissions;

public class Main {
    interface Action { boolean run() throws Exception; }

    static boolean broken;

    static void attempt(String what, Action action) {
        try {
            if (!action.run()) return;
            System.out.println("BROKEN: " + what);
            broken = true;
        } catch (Exception denied) {
            // as it should be
        }
    }

    public static void main(String[] args) throws Exception {
        // Java cannot change its directory: the deepest path that it can name, again inside itself after a move.
        String deep = "d/".repeat(300);
        new File(deep).mkdirs();
        for (int i = 0; i < 3; i++) {
            new File("outer/" + "e/".repeat(250)).mkdirs();
            new File("d").renameTo(new File("outer/" + "e/".repeat(250) + "d"));
            new File("outer").renameTo(new File("d"));
        }
        for (String name : new String[] {"new\nline", "-rf", "*", "\u001b[2Jescape", "quote'\"`$(reboot)", " "}) {
            File folder = new File(name);
            folder.mkdir();
            new File(folder, "kept").createNewFile();
            Files.setPosixFilePermissions(folder.toPath(), PosixFilePermissions.fromString("---------"));
        }
        attempt("took /etc/passwd", () -> Files.setAttribute(Path.of("/etc/passwd"), "unix:uid", 1000) != null);
        attempt("changed a mode outside", () -> Files.setPosixFilePermissions(Path.of("/etc"), PosixFilePermissions.fromString("rwxrwxrwx")) != null);
        attempt("removed the toolchain", () -> new File(System.getProperty("java.home"), "lib/modules").delete());
        if (!broken) System.out.println("held");
    }
}
