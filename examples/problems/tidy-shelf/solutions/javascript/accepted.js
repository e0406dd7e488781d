/**
 * @param {number[]} shelf
 * @return {void} Do not return anything, modify shelf in-place instead.
 */
var tidyShelf = function(shelf) {
    const boxes = shelf.filter(number => number < 0);
    let books = 0;
    for (const number of shelf) {
        if (number >= 0) shelf[books++] = number;
    }
    for (const box of boxes) shelf[books++] = box;
};
