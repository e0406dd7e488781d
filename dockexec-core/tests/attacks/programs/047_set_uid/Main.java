// Rights that come with files, with ids, with capabilities: none may be had.
import java.nio.file.*;
import java.nio.file.attribute.PosixFilePermissions;

public class Main {
    static boolean broken;

    static void complain(String what) {
        System.out.println("BROKEN: " + what);
        broken = true;
    }

    public static void main(String[] args) throws Exception {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            String[] field = line.split(":\\s*");
            if (field[0].startsWith("Cap") && Long.parseUnsignedLong(field[1].trim(), 16) != 0 || field[0].equals("NoNewPrivs") && !field[1].trim().equals("1")) complain(line);
        }
        for (String tool : new String[] {"/usr/bin/su", "/usr/bin/sudo", "/usr/bin/passwd", "/usr/bin/mount"}) {
            try {
                Process process = new ProcessBuilder(tool, "-c", "true").redirectErrorStream(true).start();
                process.getOutputStream().close();
                if (process.waitFor() == 0) complain(tool + " succeeded");
            } catch (java.io.IOException denied) {
                // as it should be
            }
        }
        // Set-uid by the only way Java has: an attribute.
        Path copy = Files.copy(Path.of("/proc/self/exe"), Path.of("/tmp/copy"));
        try {
            Files.setAttribute(copy, "unix:mode", 04755);
            Process process = new ProcessBuilder("/tmp/copy", "-version").redirectErrorStream(true).start();
            process.waitFor();
        } catch (Exception denied) {
            // as it should be
        }
        try {
            Files.setAttribute(copy, "unix:uid", 0);
            complain("a file given to root");
        } catch (Exception denied) {
            // as it should be
        }
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxrwxrwx"));
        if (!broken) System.out.println("held");
    }
}
