public class Main {
    public static void main(String[] args) {
        System.out.println("begun");
        long count = 0;
        while (true) count++;
    }
}
