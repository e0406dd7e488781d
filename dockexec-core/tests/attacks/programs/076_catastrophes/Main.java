import java.util.regex.Pattern;

public class Main {
    public static void main(String[] args) {
        System.out.println(Pattern.matches("(.*)(.*)(.*)(.*)(.*)(.*)(.*)\7x", "a".repeat(120)));
    }
}
