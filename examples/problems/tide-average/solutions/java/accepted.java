class Solution {
    public double[] tideAverages(int[] levels, int hours) {
        double[] averages = new double[Math.max(0, levels.length - hours + 1)];
        long sum = 0;
        for (int i = 0; i < levels.length; i++) {
            sum += levels[i];
            if (i >= hours) sum -= levels[i - hours];
            if (i + 1 >= hours) averages[i + 1 - hours] = (double) sum / hours;
        }
        return averages;
    }
}
