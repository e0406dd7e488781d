class Solution {
    public int largest(int[] nums) {
        int best = 0;
        for (int number : nums) best = Math.max(best, number);
        return best;
    }
}
