class Solution {
    public int waitFor(int n) throws InterruptedException {
        if (n > 0) Thread.sleep(60_000);
        return n;
    }
}
