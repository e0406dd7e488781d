/**
 * Definition for a binary tree node.
 * type TreeNode struct {
 *     Val int
 *     Left *TreeNode
 *     Right *TreeNode
 * }
 */
func cutDryBranches(river *TreeNode, limit int) *TreeNode {
	var flow func(node *TreeNode) int
	flow = func(node *TreeNode) int {
		if node == nil {
			return 0
		}
		left, right := flow(node.Left), flow(node.Right)
		if left < limit {
			node.Left = nil
		}
		if right < limit {
			node.Right = nil
		}
		return node.Val + left + right
	}
	if flow(river) < limit {
		return nil
	}
	return river
}
