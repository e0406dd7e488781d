import java.util.*;

class Main {
    public static void main(String[] args) throws Exception {
        Map<Integer, String> all = new HashMap<>();
        for (int i = 0;; i++) all.put(i, "v" + i);
    }
}
