public class Main {
    public static void main(String[] args) {
        String flood = "flood ".repeat(1000);
        while (true) System.out.print(flood);
    }
}
