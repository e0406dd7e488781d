class Solution {
    public int doubled(int n) {
        return 2 * m;
    }
}
