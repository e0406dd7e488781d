// What is left in /box when the run ends: if the judge opened any of these names it would read the host's files, write to them, or wait for ever.
import java.nio.file.*;

public class Main {
    interface Action { void run() throws Exception; }

    static boolean broken;

    static void attempt(String what, Action action) {
        try {
            action.run();
            System.out.println("BROKEN: " + what);
            broken = true;
        } catch (Exception denied) {
            // as it should be
        }
    }

    public static void main(String[] args) throws Exception {
        String[] names = {"Main.java", "Main.class", "result", "result.json", "meta", "stdout", "stderr", "answers", "core", "signature.json"};
        String[] targets = {"/etc/passwd", "/dev/zero", "/proc/1/environ"};
        for (int i = 0; i < names.length; i++) {
            Files.deleteIfExists(Path.of(names[i]));
            Files.createSymbolicLink(Path.of(names[i]), Path.of(targets[i % 3]));
        }
        attempt("a hard link across mounts", () -> Files.createLink(Path.of("hard"), Path.of("/etc/passwd")));
        Files.createSymbolicLink(Path.of("etc"), Path.of("/etc"));
        for (String path : new String[] {"etc/written", "Main.java", "/etc/passwd"})
            attempt("wrote to " + path, () -> Files.writeString(Path.of(path), "x"));
        Files.createDirectory(Path.of("real"));
        Files.createSymbolicLink(Path.of("link"), Path.of("/etc"));
        for (int i = 0; i < 200; i++) {
            Files.move(Path.of("real"), Path.of("other"));
            Files.move(Path.of("link"), Path.of("real"));
            Files.move(Path.of("other"), Path.of("link"));
        }
        if (!broken) System.out.println("held");
    }
}
