import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;

public class Main {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        List<String> lines = new ArrayList<>();
        int width = 0, last = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            lines.add(line.stripTrailing());
            if (!line.isBlank()) last = lines.size();
        }
        lines = lines.subList(0, last);
        for (String line : lines) width = Math.max(width, line.length());
        String edge = "+" + "-".repeat(width + 2) + "+";
        StringBuilder out = new StringBuilder(edge).append('\n');
        for (String line : lines) {
            int gap = width - line.length();
            out.append("| ").append(" ".repeat(gap / 2)).append(line).append(" ".repeat(gap - gap / 2)).append(" |\n");
        }
        System.out.println(out + edge);
    }
}
