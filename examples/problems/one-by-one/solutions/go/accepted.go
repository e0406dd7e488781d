func oneByOne(queues []*ListNode) *ListNode {
	before := &ListNode{}
	last := before
	waiting := queues
	for len(waiting) > 0 {
		var next []*ListNode
		for _, person := range waiting {
			if person == nil {
				continue
			}
			last.Next = person
			last = person
			if person.Next != nil {
				next = append(next, person.Next)
			}
		}
		waiting = next
	}
	return before.Next
}
