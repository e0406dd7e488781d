import java.nio.file.Files;
import java.nio.file.Path;

public class Main {
    public static void main(String[] args) {
        boolean broken = false;
        for (String folder : new String[] {System.getProperty("java.home"), System.getProperty("java.home") + "/lib", "/etc", "/", "/usr/lib"}) {
            try {
                Files.writeString(Path.of(folder, "evil"), "");
                System.out.println("BROKEN: " + folder);
                broken = true;
            } catch (Exception refused) {
                // As it should be.
            }
        }
        if (!broken) System.out.println("held");
    }
}
