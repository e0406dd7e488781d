let count = 0;
var next = function (n) {
    return ++count;
};
