class Solution {
    public int doubled(int n) {
        System.out.println("case " + n);
        return 2 * n;
    }
}
