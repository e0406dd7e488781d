/**
 * @param {number[][]} degrees
 * @return {number[][]}
 */
var frostMap = function(degrees) {
    const at = (r, c) => degrees[r]?.[c] ?? Infinity;
    return degrees.map((row, r) =>
        row.map((here, c) => Math.min(here, at(r - 1, c), at(r + 1, c), at(r, c - 1), at(r, c + 1)))
    );
};
