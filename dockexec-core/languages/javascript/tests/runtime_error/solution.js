var pick = function (nums, index) {
    if (index >= nums.length) {
        throw new RangeError("index " + index + " is out of range");
    }
    return nums[index];
};
