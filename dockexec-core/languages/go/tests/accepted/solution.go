func twoSum(nums []int, target int) []int {
	seen := map[int]int{}
	for i, number := range nums {
		if other, ok := seen[target-number]; ok {
			return []int{other, i}
		}
		seen[number] = i
	}
	return []int{}
}
