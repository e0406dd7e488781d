class Solution {
    public int lucky(int n) { return n; }
}
}
class Harness { }
{
