class Solution {
    public long handshakeTime(int[] teams, long millis) {
        Map<Integer, Integer> sizes = new HashMap<>();
        long pairs = 0;
        for (int i = 0; i < teams.length; i++) {
            pairs += i - sizes.getOrDefault(teams[i], 0);
            sizes.merge(teams[i], 1, Integer::sum);
        }
        return pairs * millis;
    }
}
