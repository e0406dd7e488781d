import java.io.FileInputStream;
import java.util.ArrayList;
import java.util.List;

public class Main {
    public static void main(String[] args) {
        List<FileInputStream> files = new ArrayList<>();
        try {
            for (int i = 0; i < 100000; i++) files.add(new FileInputStream("/dev/null"));
            System.out.println("BROKEN: descriptors");
        } catch (java.io.IOException refused) {
            System.out.println("held");
        }
    }
}
