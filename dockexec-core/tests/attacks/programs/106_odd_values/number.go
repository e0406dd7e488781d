func number(n int) float64 {
	return []float64{math.NaN(), math.Inf(1), math.Copysign(0, -1), math.Inf(1)}[n]
}
