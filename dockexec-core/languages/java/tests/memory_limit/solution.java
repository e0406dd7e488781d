class Solution {
    public int eat(int mib) {
        List<byte[]> kept = new ArrayList<>();
        for (int i = 0; i < mib; i++) {
            byte[] block = new byte[1 << 20];
            Arrays.fill(block, (byte) 1);
            kept.add(block);
        }
        return kept.size();
    }
}
