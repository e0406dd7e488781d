class Solution {
    public long total(int[] nums) {
        long sum = 0;
        for (int n : nums) sum += n;
        return sum;
    }
}
