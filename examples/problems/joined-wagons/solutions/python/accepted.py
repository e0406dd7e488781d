# class ListNode:
#     def __init__(self, val=0, next=None):
#         self.val = val
#         self.next = next
class Solution:
    def joinWagons(self, train: Optional[ListNode]) -> Optional[ListNode]:
        wagon = train
        while wagon:
            load = wagon.val
            while wagon.next and wagon.next.val == load:
                wagon.val += load
                wagon.next = wagon.next.next
            wagon = wagon.next
        return train
