/**
 * Definition for a binary tree node.
 * struct TreeNode {
 *     int val;
 *     struct TreeNode *left;
 *     struct TreeNode *right;
 * };
 */
static int flow(struct TreeNode* node, int limit) {
    if (!node) return 0;
    int left = flow(node->left, limit), right = flow(node->right, limit);
    if (left < limit) node->left = NULL;
    if (right < limit) node->right = NULL;
    return node->val + left + right;
}

struct TreeNode* cutDryBranches(struct TreeNode* river, int limit) {
    return flow(river, limit) >= limit ? river : NULL;
}
