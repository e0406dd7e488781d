func handshakeTime(teams []int, millis int64) int64 {
	sizes := map[int]int64{}
	var pairs int64
	for i, team := range teams {
		pairs += int64(i) - sizes[team]
		sizes[team]++
	}
	return pairs * millis
}
