import java.util.*;

class Main {
    static int deeper(int n) { return deeper(n + 1) + 1; }
    public static void main(String[] args) throws Exception {
        Thread t = new Thread(() -> System.out.println(deeper(0)));
        t.setUncaughtExceptionHandler((who, error) -> { error.printStackTrace(); System.exit(1); });
        t.start();
        t.join();
    }
}
