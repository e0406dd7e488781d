func tideAverages(levels []int, hours int) []float64 {
	averages := []float64{}
	sum := 0
	for i, level := range levels {
		sum += level
		if i >= hours {
			sum -= levels[i-hours]
		}
		if i+1 >= hours {
			averages = append(averages, float64(sum)/float64(hours))
		}
	}
	return averages
}
