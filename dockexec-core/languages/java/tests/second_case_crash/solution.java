class Solution {
    public int doubled(int n) {
        if (n == 2) throw new ArithmeticException("two is too much");
        return 2 * n;
    }
}
