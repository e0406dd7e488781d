// Fails: a notice may have no lines at all, and there is no longest among them.
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Scanner;

public class Main {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        List<String> lines = new ArrayList<>();
        while (in.hasNextLine()) lines.add(in.nextLine().stripTrailing());
        while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) lines.remove(lines.size() - 1);
        int width = Collections.max(lines, Comparator.comparing(String::length)).length();
        String edge = "+" + "-".repeat(width + 2) + "+";
        System.out.println(edge);
        for (String line : lines) {
            int gap = width - line.length();
            System.out.println("| " + " ".repeat(gap / 2) + line + " ".repeat(gap - gap / 2) + " |");
        }
        System.out.println(edge);
    }
}
