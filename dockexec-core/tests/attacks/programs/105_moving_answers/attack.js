var same = function (nums) {
  setTimeout(() => { nums.length = 0; }, 0);
  Promise.resolve().then(() => { nums[0] = -1; });
  return nums;
};
