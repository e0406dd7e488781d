import java.io.BufferedReader;
import java.io.FileReader;

public class Main {
    public static void main(String[] args) throws Exception {
        // Not readAllBytes: Java 17 asks a stream with a name for its position, which a pipe does not have.
        try (BufferedReader reader = new BufferedReader(new FileReader("/dev/stdin"))) {
            for (String line; (line = reader.readLine()) != null;) System.out.println(line.toUpperCase());
        }
    }
}
