import java.io.IOException;
import java.nio.file.*;
import java.util.*;

class Main {
    static boolean canWrite(Path place) {
        try {
            if (Files.isDirectory(place)) {
                Path name = place.resolve("dockexec-probe");
                Files.createFile(name);
                Files.delete(name);
            } else {
                Files.newByteChannel(place, StandardOpenOption.WRITE).close();
            }
            return true;
        } catch (IOException | UnsupportedOperationException denied) {
            return false;
        }
    }

    public static void main(String[] args) throws IOException {
        Set<Path> places = new TreeSet<>(List.of(Path.of(System.getProperty("java.home")), Path.of(System.getProperty("java.home"), "lib", "modules"), Path.of("/lib")));
        for (String line : Files.readAllLines(Path.of("/proc/self/maps"))) {
            int at = line.indexOf('/');
            if (at >= 0 && !line.contains("(deleted)")) places.add(Path.of(line.substring(at)));
        }
        for (Path place : places) {
            if (!place.startsWith("/dev") && !place.startsWith("/box") && !place.startsWith("/tmp") && canWrite(place)) System.out.println("BROKEN: " + place);
        }
        // Of this run alone; the second case would notice.
        try (var walk = Files.walk(Path.of("/box"))) {
            for (Path path : walk.filter(Files::isRegularFile).toList()) {
                try { Files.write(path, new byte[] {0}); } catch (IOException denied) { }
            }
        }
        System.out.println("held");
    }
}
