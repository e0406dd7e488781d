// Wrong: at the end of the year the members' lists are cleared, but not who holds a book.
class LendingDesk {
    private final int limit;
    private final Map<Integer, Integer> holders = new HashMap<>();
    private final Map<Integer, TreeSet<Integer>> held = new HashMap<>();

    public LendingDesk(int limit) {
        this.limit = limit;
    }

    public boolean lend(int book, int member) {
        Set<Integer> books = held.computeIfAbsent(member, key -> new TreeSet<>());
        if (holders.containsKey(book) || books.size() >= limit) return false;
        holders.put(book, member);
        return books.add(book);
    }

    public boolean giveBack(int book) {
        Integer member = holders.remove(book);
        if (member == null) return false;
        held.getOrDefault(member, new TreeSet<>()).remove(book);
        return true;
    }

    public int holder(int book) {
        return holders.getOrDefault(book, -1);
    }

    public int[] books(int member) {
        Set<Integer> books = held.getOrDefault(member, new TreeSet<>());
        return books.stream().mapToInt(Integer::intValue).toArray();
    }

    public void closeYear() {
        held.clear();
    }
}
