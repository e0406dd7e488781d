/**
 * @param {number[]} levels
 * @param {number} hours
 * @return {number[]}
 */
var tideAverages = function(levels, hours) {
    const averages = [];
    let sum = 0;
    for (let i = 0; i < levels.length; i++) {
        sum += levels[i];
        if (i >= hours) sum -= levels[i - hours];
        if (i + 1 >= hours) averages.push(sum / hours);
    }
    return averages;
};
