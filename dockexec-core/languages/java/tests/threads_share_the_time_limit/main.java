public class Main {
    public static void main(String[] args) {
        for (int i = 0; i < 3; i++) {
            new Thread(Main::spin).start();
        }
        spin();
    }

    static void spin() {
        long count = 0;
        while (true) count++;
    }
}
