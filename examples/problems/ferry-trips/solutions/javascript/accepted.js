/**
 * @param {number[]} lengths
 * @param {number} deck
 * @return {number}
 */
var ferryTrips = function(lengths, deck) {
    let trips = 0, room = 0;
    for (const length of lengths) {
        if (length > deck) return -1;
        if (length > room) {
            trips++;
            room = deck;
        }
        room -= length;
    }
    return trips;
};
