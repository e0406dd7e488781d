import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.StringTokenizer;
import java.util.TreeMap;

public class Main {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        StringBuilder text = new StringBuilder();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            text.append(line).append(' ');
        }
        StringTokenizer words = new StringTokenizer(text.toString());
        int sales = Integer.parseInt(words.nextToken());
        TreeMap<String, Long> sums = new TreeMap<>();
        for (int i = 0; i < sales; i++) {
            sums.merge(words.nextToken(), Long.parseLong(words.nextToken()), Long::sum);
        }
        StringBuilder out = new StringBuilder().append(sums.size()).append('\n');
        String best = "-";
        for (String name : sums.keySet()) {
            out.append(name).append(' ').append(sums.get(name)).append('\n');
            if (best.equals("-") || sums.get(name) > sums.get(best)) best = name;
        }
        System.out.println(out + best);
    }
}
