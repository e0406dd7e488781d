// Every way to ask for more disk than there is. What is refused must be refused with an exception, and what is granted must stay below the quota.
import java.io.*;
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
        try (RandomAccessFile file = new RandomAccessFile("sparse", "rw")) {
            attempt("a sparse terabyte", () -> file.setLength(1L << 40));
            attempt("wrote at a terabyte", () -> {
                file.seek(1L << 40);
                file.write('x');
            });
        }
        Files.delete(Path.of("sparse"));
        byte[] block = new byte[1 << 20];
        long total = 0;
        String[] places = {"/box", "/tmp", "/dev/shm"};
        for (int i = 0; i < 64; i++) {
            try (FileOutputStream out = new FileOutputStream(places[i % 3] + "/full-" + i)) {
                for (int j = 0; j < 64; j++) {
                    out.write(block);
                    total += block.length;
                }
            } catch (IOException full) {
                // the next place
            }
        }
        if (total > 1L << 30) attempt("more than a gigabyte was written", () -> {});
        for (int i = 0; i < 64; i++) Files.deleteIfExists(Path.of(places[i % 3] + "/full-" + i));
        attempt("no limit of inodes", () -> {
            for (int i = 0; i < 300000; i++) Files.createSymbolicLink(Path.of("/tmp/" + i), Path.of("x"));
        });
        if (!broken) System.out.println("held");
    }
}
