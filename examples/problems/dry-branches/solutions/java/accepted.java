class Solution {
    public TreeNode cutDryBranches(TreeNode river, int limit) {
        return flow(river, limit) >= limit ? river : null;
    }

    private int flow(TreeNode node, int limit) {
        if (node == null) return 0;
        int left = flow(node.left, limit), right = flow(node.right, limit);
        if (left < limit) node.left = null;
        if (right < limit) node.right = null;
        return node.val + left + right;
    }
}
