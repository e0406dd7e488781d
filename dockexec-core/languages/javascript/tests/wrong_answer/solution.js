var largest = function (nums) {
    let best = 0;
    for (const number of nums) best = Math.max(best, number);
    return best;
};
