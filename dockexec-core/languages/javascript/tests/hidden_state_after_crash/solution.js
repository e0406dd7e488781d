let count = 0;
var next = function (n) {
    count++;
    if (n && count === 2) throw new Error("zero");
    return count;
};
