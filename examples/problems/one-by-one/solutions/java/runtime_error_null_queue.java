// Fails: an empty queue has no first person, and an ArrayDeque takes no null.
class Solution {
    public ListNode oneByOne(ListNode[] queues) {
        Queue<ListNode> waiting = new ArrayDeque<>(Arrays.asList(queues));
        ListNode before = new ListNode(0), last = before;
        while (!waiting.isEmpty()) {
            last.next = waiting.remove();
            last = last.next;
            if (last.next != null) waiting.add(last.next);
        }
        return before.next;
    }
}
