import java.nio.file.Files;
import java.nio.file.Path;

public class Main {
    public static void main(String[] args) throws Exception {
        System.out.print(new String(new java.io.FileInputStream("/dev/stdin").readAllBytes()).toUpperCase());
    }
}
