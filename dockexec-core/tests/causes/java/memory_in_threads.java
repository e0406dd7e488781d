import java.util.*;

class Main {
    public static void main(String[] args) throws Exception {
        List<byte[]> all = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 4; i++) new Thread(() -> { for (;;) all.add(new byte[1 << 18]); }).start();
    }
}
