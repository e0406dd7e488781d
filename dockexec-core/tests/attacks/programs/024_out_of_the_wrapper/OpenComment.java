class Solution {
    public int lucky(int n) { return n; }
}
/* an open comment
