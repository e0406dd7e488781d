func ferryTrips(lengths []int, deck int) int {
	trips, room := 0, 0
	for _, length := range lengths {
		if length > deck {
			return -1
		}
		if length > room {
			trips++
			room = deck
		}
		room -= length
	}
	return trips
}
