class Solution {
    public int lucky(int n) { return n; }
}
class Solution {
    public int lucky(int n) { return 2 * n; }
}
