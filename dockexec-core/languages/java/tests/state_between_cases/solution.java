class Solution {
    static int count = 0;

    public int next(int n) {
        return ++count;
    }
}
