class Solution {
    public double number(int n) {
        return new double[] {Double.NaN, 1 / 0.0, -0.0, 1e308 * 10}[n];
    }
}
