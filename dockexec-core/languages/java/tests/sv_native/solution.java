class Solution {
    public int doubled(int n) {
        System.loadLibrary("c");
        return 2 * n;
    }
}
