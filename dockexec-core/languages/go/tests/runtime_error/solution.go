func pick(nums []int, index int) int {
	chosen := nums[index]
	return chosen
}
