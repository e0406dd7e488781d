func moveZeroes(nums []int) {
	kept := 0
	for _, number := range nums {
		if number != 0 {
			nums[kept] = number
			kept++
		}
	}
	for ; kept < len(nums); kept++ {
		nums[kept] = 0
	}
}
