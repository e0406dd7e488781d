public class Main {
    static {
        for (long i = 0; i >= 0; i++) {
        }
    }

    public static void main(String[] args) {
    }
}
