import java.util.*;

class Main {
    public static void main(String[] args) throws Exception {
        Thread t = new Thread(() -> { for (int i = 0; i >= 0; i = (i + 1) & 0xFFFF) {} });
        t.start();
        t.join();
    }
}
