struct ListNode* oneByOne(struct ListNode** queues, int queuesSize) {
    struct ListNode* first = NULL;
    struct ListNode** end = &first;
    int waiting = 0;
    for (int i = 0; i < queuesSize; i++) {
        if (queues[i]) queues[waiting++] = queues[i];
    }
    while (waiting > 0) {
        int left = 0;
        for (int i = 0; i < waiting; i++) {
            struct ListNode* person = queues[i];
            if (person->next) queues[left++] = person->next;
            *end = person;
            end = &person->next;
        }
        *end = NULL;
        waiting = left;
    }
    return first;
}
