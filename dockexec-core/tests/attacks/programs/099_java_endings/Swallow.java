class Solution {
    static int depth(int n) {
        return 1 + depth(n);
    }

    public int lucky(int n) {
        try {
            return depth(n);
        } catch (StackOverflowError caught) {
            return 0;
        }
    }
}
