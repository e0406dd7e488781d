class Solution {
    public int[] same(int[] nums) {
        Thread other = new Thread(() -> {
            while (true) {
                nums[0]++;
                nums[0]--;
            }
        });
        other.setDaemon(true);
        other.start();
        return nums;
    }
}
