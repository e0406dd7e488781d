class Solution:
    def loop(self, head: Optional[ListNode]) -> Optional[ListNode]:
        last = head
        while last.next:
            last = last.next
        last.next = head
        return head
