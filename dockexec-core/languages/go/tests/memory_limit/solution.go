func eat(mib int) int {
	kept := make([][]byte, 0, mib)
	for i := 0; i < mib; i++ {
		block := make([]byte, 1<<20)
		for j := 0; j < len(block); j += 512 {
			block[j] = 1
		}
		kept = append(kept, block)
	}
	return len(kept)
}
