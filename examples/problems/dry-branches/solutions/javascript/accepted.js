/**
 * @param {TreeNode} river
 * @param {number} limit
 * @return {TreeNode}
 */
var cutDryBranches = function(river, limit) {
    const flow = node => {
        if (node === null) return 0;
        const left = flow(node.left), right = flow(node.right);
        if (left < limit) node.left = null;
        if (right < limit) node.right = null;
        return node.val + left + right;
    };
    return flow(river) >= limit ? river : null;
};
