public class Main {
    public static void main(String[] args) {
        System.out.println("half");
        if (args.length == 0) System.exit(0);
        System.out.println("whole");
    }
}
