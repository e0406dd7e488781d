int ferryTrips(int* lengths, int lengthsSize, int deck) {
    int trips = 0, room = 0;
    for (int i = 0; i < lengthsSize; i++) {
        if (lengths[i] > deck) return -1;
        if (lengths[i] > room) {
            trips++;
            room = deck;
        }
        room -= lengths[i];
    }
    return trips;
}
