# Wrong: counts only the water of what stays open.
class Solution:
    def cutDryBranches(self, river: Optional[TreeNode], limit: int) -> Optional[TreeNode]:
        def flow(node):
            if node is None:
                return 0
            left, right = flow(node.left), flow(node.right)
            if left < limit:
                node.left, left = None, 0
            if right < limit:
                node.right, right = None, 0
            return node.val + left + right

        return river if flow(river) >= limit else None
