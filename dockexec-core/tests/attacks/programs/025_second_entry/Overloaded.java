class Solution {
    public int lucky(int n) { return n; }
    public long lucky(long n) { return n; }
    public int lucky(Integer n) { return 0; }
    public int lucky() { return 0; }
}
