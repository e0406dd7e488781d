import java.util.Scanner;

public class Main {
    public static void main(String[] args) {
        Scanner scanner = new Scanner(System.in);
        int count = scanner.nextInt();
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += scanner.nextLong();
        }
        System.out.println(sum);
    }
}
