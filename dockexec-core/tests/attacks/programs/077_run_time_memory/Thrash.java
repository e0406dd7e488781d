import java.util.ArrayList;
import java.util.List;

public class Main {
    // Almost everything survives: the collector works and works.
    public static void main(String[] args) {
        List<long[]> hoard = new ArrayList<>();
        while (true) hoard.add(new long[4]);
    }
}
