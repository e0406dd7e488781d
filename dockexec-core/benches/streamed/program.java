import java.io.BufferedReader;
import java.io.FileReader;
import java.util.Arrays;

public class Main {
    static long total(int[] nums) {
        long sum = 0;
        for (int n : nums) sum += n;
        return sum;
    }

    static int[] parse(String line) {
        int[] nums = new int[16];
        int count = 0, at = 1;
        while (line.charAt(at) != ']') {
            boolean negative = line.charAt(at) == '-';
            if (negative) at++;
            int value = 0;
            for (char c = line.charAt(at); c >= '0' && c <= '9'; c = line.charAt(++at)) value = value * 10 + c - '0';
            if (count == nums.length) nums = Arrays.copyOf(nums, count * 2);
            nums[count++] = negative ? -value : value;
            if (line.charAt(at) == ',') at++;
        }
        return Arrays.copyOf(nums, count);
    }

    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new FileReader("inputs.json"));
        for (String line; (line = in.readLine()) != null; ) System.out.println(total(parse(line)));
    }
}
