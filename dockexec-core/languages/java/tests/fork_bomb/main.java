public class Main {
    public static void main(String[] args) {
        while (true) {
            try {
                new Thread(() -> main(args)).start();
            } catch (Throwable error) {
                // once more
            }
        }
    }
}
