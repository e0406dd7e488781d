// Wrong: stops one wagon too early and drops it.
func joinWagons(train *ListNode) *ListNode {
	for wagon := train; wagon != nil; wagon = wagon.Next {
		load := wagon.Val
		for wagon.Next != nil && wagon.Next.Val == load {
			wagon.Val += load
			wagon.Next = wagon.Next.Next
		}
		if wagon.Next != nil && wagon.Next.Next == nil {
			wagon.Next = nil
		}
	}
	return train
}
