# Fails: max() of an empty lane.
class Solution:
    def ferryTrips(self, lengths: List[int], deck: int) -> int:
        if max(lengths) > deck:
            return -1
        trips, room = 0, 0
        for length in lengths:
            if length > room:
                trips += 1
                room = deck
            room -= length
        return trips
