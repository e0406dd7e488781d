/**
 * Definition for singly-linked list.
 * type ListNode struct {
 *     Val int
 *     Next *ListNode
 * }
 */
func joinWagons(train *ListNode) *ListNode {
	for wagon := train; wagon != nil; wagon = wagon.Next {
		load := wagon.Val
		for wagon.Next != nil && wagon.Next.Val == load {
			wagon.Val += load
			wagon.Next = wagon.Next.Next
		}
	}
	return train
}
