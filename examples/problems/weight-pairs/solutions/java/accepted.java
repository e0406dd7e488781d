class Solution {
    public List<List<Integer>> weightPairs(int[] weights, int target) {
        Set<Integer> numbers = new HashSet<>();
        for (int weight : weights) numbers.add(weight);
        List<List<Integer>> pairs = new ArrayList<>();
        for (int number : numbers) {
            long other = (long) target - number;
            if (number < other && other == (int) other && numbers.contains((int) other)) {
                pairs.add(List.of(number, (int) other));
            }
        }
        return pairs;
    }
}
