class Solution {
    public int depth(int n) {
        return n == 0 ? 0 : 1 + depth(n - 1);
    }
}
