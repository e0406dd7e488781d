class Solution {
    public String[] echo(String s, int n) {
        return new String[] {s, s.codePointCount(0, s.length()) == n ? "True" : "False"};
    }
}
