class Solution:
    def ferryTrips(self, lengths: List[int], deck: int) -> int:
        trips, room = 0, 0
        for length in lengths:
            if length > deck:
                return -1
            if length > room:
                trips += 1
                room = deck
            room -= length
        return trips
