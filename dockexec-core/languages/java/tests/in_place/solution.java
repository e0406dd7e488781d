class Solution {
    public void moveZeroes(int[] nums) {
        int kept = 0;
        for (int number : nums) if (number != 0) nums[kept++] = number;
        while (kept < nums.length) nums[kept++] = 0;
    }
}
