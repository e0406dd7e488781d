class Solution {
    public ListNode joinWagons(ListNode train) {
        for (ListNode wagon = train; wagon != null; wagon = wagon.next) {
            int load = wagon.val;
            while (wagon.next != null && wagon.next.val == load) {
                wagon.val += load;
                wagon.next = wagon.next.next;
            }
        }
        return train;
    }
}
