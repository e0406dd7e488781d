class Solution {
    public ListNode loop(ListNode head) {
        ListNode last = head;
        while (last.next != null) last = last.next;
        last.next = head;
        return head;
    }
}
