class Solution {
    public int spin(int n) {
        long count = 0;
        while (n > 0) count += n;
        return (int) count;
    }
}
