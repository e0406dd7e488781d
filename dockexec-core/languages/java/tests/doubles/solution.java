class Solution {
    public double[] halves(double[] a) {
        return Arrays.stream(a).map(x -> x / 2).toArray();
    }
}
