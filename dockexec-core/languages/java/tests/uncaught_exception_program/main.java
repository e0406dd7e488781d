public class Main {
    public static void main(String[] args) {
        fail();
    }

    static void fail() {
        throw new IllegalStateException("no such thing");
    }
}
