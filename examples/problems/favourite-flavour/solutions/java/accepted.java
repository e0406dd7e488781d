class Solution {
    public String favourite(String[] votes) {
        Map<String, Integer> counts = new HashMap<>();
        for (String vote : votes) counts.merge(vote, 1, Integer::sum);
        return Collections.max(counts.entrySet(), Map.Entry.comparingByValue()).getKey();
    }
}
