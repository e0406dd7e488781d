// Wrong: the difference may not fit into an int, and then wraps around to a number that is in the box.
class Solution {
    public List<List<Integer>> weightPairs(int[] weights, int target) {
        Set<Integer> numbers = new HashSet<>();
        for (int weight : weights) numbers.add(weight);
        List<List<Integer>> pairs = new ArrayList<>();
        for (int number : numbers) {
            int other = target - number;
            if (number < other && numbers.contains(other)) pairs.add(List.of(number, other));
        }
        return pairs;
    }
}
