// prctl is out of reach, but names are not: they are chosen to break a reader of /proc/pid/stat, in every thread.
import java.nio.file.*;

public class Main {
    public static void main(String[] args) throws Exception {
        Thread thread = new Thread(() -> {}, "x) Z 1 1 1 0 -1");
        thread.start();
        thread.join();
        try {
            Files.writeString(Path.of("/proc/self/comm"), "y) Z 1 1 1 0");
        } catch (java.io.IOException denied) {
            // nobody writes below /proc
        }
        System.out.println("held");
    }
}
