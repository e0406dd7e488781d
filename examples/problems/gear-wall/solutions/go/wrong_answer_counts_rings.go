// Wrong: calls the wall stuck as soon as there is any ring.
func canTurn(gears int, meshes [][]int) bool {
	leader := make([]int, gears)
	for i := range leader {
		leader[i] = i
	}
	find := func(gear int) int {
		for leader[gear] != gear {
			gear = leader[gear]
		}
		return gear
	}
	for _, mesh := range meshes {
		a, b := find(mesh[0]), find(mesh[1])
		if a == b {
			return false
		}
		leader[a] = b
	}
	return true
}
