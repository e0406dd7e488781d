import java.util.Scanner;

public class Main {
    public static void main(String[] args) {
        int n = new Scanner(System.in).nextInt();
        if (n == 2 || n == 3) {
            System.out.println("no");
            return;
        }
        StringBuilder seats = new StringBuilder("yes\n");
        for (int guest = 2; guest <= n; guest += 2) seats.append(guest).append(' ');
        for (int guest = 1; guest <= n; guest += 2) seats.append(guest).append(' ');
        System.out.println(seats);
    }
}
