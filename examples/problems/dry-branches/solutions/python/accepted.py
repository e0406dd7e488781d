# class TreeNode:
#     def __init__(self, val=0, left=None, right=None):
#         self.val = val
#         self.left = left
#         self.right = right
class Solution:
    def cutDryBranches(self, river: Optional[TreeNode], limit: int) -> Optional[TreeNode]:
        def flow(node):
            if node is None:
                return 0
            left, right = flow(node.left), flow(node.right)
            if left < limit:
                node.left = None
            if right < limit:
                node.right = None
            return node.val + left + right

        return river if flow(river) >= limit else None
