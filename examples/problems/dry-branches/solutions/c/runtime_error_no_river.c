/* Fails: there may be no river at all. */
static int flow(struct TreeNode* node, int limit) {
    int left = node->left ? flow(node->left, limit) : 0;
    int right = node->right ? flow(node->right, limit) : 0;
    if (left < limit) node->left = NULL;
    if (right < limit) node->right = NULL;
    return node->val + left + right;
}

struct TreeNode* cutDryBranches(struct TreeNode* river, int limit) {
    return flow(river, limit) >= limit ? river : NULL;
}
