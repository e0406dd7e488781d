/**
 * @param {character[][]} sheet
 * @return {number}
 */
var largestBlot = function(sheet) {
    const blot = (r, c) => {
        if (sheet[r]?.[c] !== "#") return 0;
        sheet[r][c] = ".";
        let size = 1;
        for (let y = r - 1; y <= r + 1; y++) {
            for (let x = c - 1; x <= c + 1; x++) size += blot(y, x);
        }
        return size;
    };
    let largest = 0;
    for (let r = 0; r < sheet.length; r++) {
        for (let c = 0; c < sheet[r].length; c++) largest = Math.max(largest, blot(r, c));
    }
    return largest;
};
