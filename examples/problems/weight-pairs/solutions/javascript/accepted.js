/**
 * @param {number[]} weights
 * @param {number} target
 * @return {number[][]}
 */
var weightPairs = function(weights, target) {
    const numbers = new Set(weights);
    const pairs = [];
    for (const number of numbers) {
        const other = target - number;
        if (number < other && numbers.has(other)) pairs.push([number, other]);
    }
    return pairs;
};
