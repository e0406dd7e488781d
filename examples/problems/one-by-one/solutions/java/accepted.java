class Solution {
    public ListNode oneByOne(ListNode[] queues) {
        Queue<ListNode> waiting = new ArrayDeque<>();
        for (ListNode queue : queues) {
            if (queue != null) waiting.add(queue);
        }
        ListNode before = new ListNode(0), last = before;
        while (!waiting.isEmpty()) {
            last.next = waiting.remove();
            last = last.next;
            if (last.next != null) waiting.add(last.next);
        }
        return before.next;
    }
}
