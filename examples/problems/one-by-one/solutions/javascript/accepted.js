/**
 * @param {ListNode[]} queues
 * @return {ListNode}
 */
var oneByOne = function(queues) {
    const before = new ListNode(0);
    let last = before;
    let waiting = queues.filter(queue => queue !== null);
    while (waiting.length > 0) {
        const next = [];
        for (const person of waiting) {
            last = last.next = person;
            if (person.next) next.push(person.next);
        }
        waiting = next;
    }
    return before.next;
};
