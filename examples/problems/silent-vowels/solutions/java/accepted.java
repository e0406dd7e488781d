class Solution {
    public List<List<String>> groupNames(String[] names) {
        Map<String, List<String>> groups = new HashMap<>();
        for (String name : names) {
            String consonants = name.replaceAll("[aeiou]", "");
            groups.computeIfAbsent(consonants, key -> new ArrayList<>()).add(name);
        }
        return new ArrayList<>(groups.values());
    }
}
