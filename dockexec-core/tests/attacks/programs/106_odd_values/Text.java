class Solution {
    public String text(int n) {
        return "a\0b\ud800c";
    }
}
