public class Main {
    public static void main(String[] args) throws InterruptedException {
        System.out.println("waiting");
        Object never = new Object();
        synchronized (never) {
            never.wait();
        }
    }
}
