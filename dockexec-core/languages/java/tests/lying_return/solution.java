class Solution {
    @SuppressWarnings({"unchecked", "rawtypes"})
    public List<Integer> doubled(int n) {
        List liar = new ArrayList();
        liar.add("" + 2 * n);
        return liar;
    }
}
