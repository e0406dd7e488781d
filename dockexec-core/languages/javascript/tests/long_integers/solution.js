var extremes = function (a, b, n) {
    return [a, b, a + b, n];
};
