func loop(head *ListNode) *ListNode {
	last := head
	for last.Next != nil {
		last = last.Next
	}
	last.Next = head
	return head
}
