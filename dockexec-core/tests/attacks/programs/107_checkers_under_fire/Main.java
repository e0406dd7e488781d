import java.util.Scanner;

class Main {
    public static void main(String[] args) {
        String output = switch (new Scanner(System.in).next()) {
            case "token" -> "9".repeat(8 << 20);
            case "formats" -> "%s%n%x{}{0}${jndi:x}".repeat(10000);
            case "digits" -> "1e" + "9".repeat(1000000) + "\n0." + "0".repeat(1000000) + "1\n";
            case "lines" -> "\n".repeat(4 << 20);
            case "half" -> "1.0 ";
            default -> "nan inf -inf 1e400 0x10 1_0";
        };
        System.out.print(output);
        System.out.flush();
    }
}
