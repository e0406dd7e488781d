class Solution:
    def oneByOne(self, queues: List[Optional[ListNode]]) -> Optional[ListNode]:
        waiting = deque(queue for queue in queues if queue)
        last = before = ListNode()
        while waiting:
            last.next = last = waiting.popleft()
            if last.next:
                waiting.append(last.next)
        return before.next
