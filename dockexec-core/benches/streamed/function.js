/**
 * @param {number[]} nums
 * @return {number}
 */
var total = function (nums) {
    let sum = 0;
    for (const n of nums) sum += n;
    return sum;
};
