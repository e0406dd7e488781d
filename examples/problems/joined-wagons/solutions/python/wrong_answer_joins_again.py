# Wrong: compares with the joined load, so a new wagon is joined with its neighbour again.
class Solution:
    def joinWagons(self, train: Optional[ListNode]) -> Optional[ListNode]:
        wagon = train
        while wagon:
            while wagon.next and wagon.next.val == wagon.val:
                wagon.val += wagon.next.val
                wagon.next = wagon.next.next
            wagon = wagon.next
        return train
