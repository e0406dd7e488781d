func halves(a []float64) []float64 {
	out := make([]float64, len(a))
	for i, x := range a {
		out[i] = x / 2
	}
	return out
}
