/**
 * @param {ListNode} train
 * @return {ListNode}
 */
var joinWagons = function(train) {
    for (let wagon = train; wagon; wagon = wagon.next) {
        const load = wagon.val;
        while (wagon.next && wagon.next.val === load) {
            wagon.val += load;
            wagon.next = wagon.next.next;
        }
    }
    return train;
};
