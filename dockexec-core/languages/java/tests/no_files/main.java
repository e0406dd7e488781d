import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Scanner;

public class Main {
    public static void main(String[] args) throws Exception {
        Scanner scanner = new Scanner(System.in);
        while (scanner.hasNext()) {
            String path = scanner.next();
            try (FileInputStream in = new FileInputStream(path)) {
                if (in.read() >= 0) System.out.println("readable: " + path);
            } catch (java.io.IOException error) {
                // as it should be
            }
        }
        for (String path : new String[] {"/dockexec-test", "/etc/passwd", "/usr/dockexec-test", "/dev/dockexec-test", System.getProperty("java.home") + "/dockexec-test"}) {
            try (FileOutputStream out = new FileOutputStream(path, true)) {
                out.write('x');
                System.out.println("writable: " + path);
            } catch (java.io.IOException error) {
                // as it should be
            }
        }
        Files.writeString(Path.of("note"), "kept");
        System.out.println(Files.readString(Path.of("note")) + " " + java.util.Arrays.toString(new File("/tmp").list()));
        for (String name : new String[] {"/etc/passwd", "/etc/group"}) {
            if (Files.exists(Path.of(name))) System.err.print(Files.readString(Path.of(name)));
        }
    }
}
