import java.util.ArrayList;
import java.util.List;

public class Main {
    public static void main(String[] args) {
        List<int[]> kept = new ArrayList<>();
        try {
            while (true) kept.add(new int[1 << 18]);
        } catch (OutOfMemoryError error) {
            kept.clear();
            System.out.println("I can go on");
        }
    }
}
