import java.util.*;

class Main {
    public static void main(String[] args) throws Exception {
        List<byte[]> all = new ArrayList<>();
        try {
            for (;;) all.add(new byte[1 << 20]);
        } catch (OutOfMemoryError full) {
            all = null;
            System.out.println("caught");
        }
    }
}
