class Solution {
    public int chat(int lines) {
        String line = "x".repeat(99);
        for (int i = 0; i < lines; i++) System.out.println(line);
        return lines;
    }
}
