class Solution {
    @Deprecated
    public int lucky(int n) { return n; }
}
