struct ListNode* loop(struct ListNode* head) {
    struct ListNode* last = head;
    while (last->next) last = last->next;
    last->next = head;
    return head;
}
