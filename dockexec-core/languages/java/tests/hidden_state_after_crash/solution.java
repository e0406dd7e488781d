class Solution {
    static int count = 0;

    public int next(int n) {
        ++count;
        return n != 0 ? count / (count - 2) : count;
    }
}
