func favourite(votes []string) string {
	counts := map[string]int{}
	best := votes[0]
	for _, vote := range votes {
		counts[vote]++
		if counts[vote] > counts[best] {
			best = vote
		}
	}
	return best
}
