class Solution {
    public int ferryTrips(int[] lengths, int deck) {
        int trips = 0, room = 0;
        for (int length : lengths) {
            if (length > deck) return -1;
            if (length > room) {
                trips++;
                room = deck;
            }
            room -= length;
        }
        return trips;
    }
}
