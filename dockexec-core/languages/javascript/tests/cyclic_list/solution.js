var loop = function (head) {
    let last = head;
    while (last.next) last = last.next;
    last.next = head;
    return head;
};
