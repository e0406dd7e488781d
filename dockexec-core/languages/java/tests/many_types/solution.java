class Solution {
    public List<List<String>> describe(int i, long l, double d, boolean b, char c, String s, int[][] m, String[] w, char[][] g) {
        List<List<String>> out = new ArrayList<>();
        out.add(Arrays.asList("" + i, "" + l, b ? "yes" : "no", "" + c, s));
        int sum = 0;
        for (int[] row : m) for (int x : row) sum += x;
        out.add(List.of("" + sum, "" + w.length, String.format("%.1f", d)));
        List<String> reversed = new ArrayList<>();
        for (String word : w) reversed.add(new StringBuilder(word).reverse().toString());
        out.add(reversed);
        List<String> rows = new LinkedList<>();
        for (char[] row : g) rows.add(new String(row));
        out.add(rows);
        return out;
    }
}
