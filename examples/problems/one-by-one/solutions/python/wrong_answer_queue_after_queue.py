# Wrong: serves each queue to its end.
class Solution:
    def oneByOne(self, queues: List[Optional[ListNode]]) -> Optional[ListNode]:
        last = before = ListNode()
        for queue in queues:
            last.next = queue
            while last.next:
                last = last.next
        return before.next
