/**
 * Definition for singly-linked list.
 * struct ListNode {
 *     int val;
 *     struct ListNode *next;
 * };
 */
struct ListNode* joinWagons(struct ListNode* train) {
    for (struct ListNode* wagon = train; wagon; wagon = wagon->next) {
        int load = wagon->val;
        while (wagon->next && wagon->next->val == load) {
            wagon->val += load;
            wagon->next = wagon->next->next;
        }
    }
    return train;
}
