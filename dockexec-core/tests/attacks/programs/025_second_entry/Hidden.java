class Solution {
    private Solution() {}
    private int lucky(int n) { return n; }
}
