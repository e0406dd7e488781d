class Solution {
    public int pick(int[] nums, int index) {
        int chosen = nums[index];
        return chosen;
    }
}
