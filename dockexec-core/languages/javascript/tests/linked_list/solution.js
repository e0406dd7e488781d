/**
 * @param {ListNode} head
 * @return {ListNode}
 */
var reverseList = function (head) {
    let before = null;
    for (let node = head; node !== null; node = node.next) before = new ListNode(node.val, before);
    return before;
};
