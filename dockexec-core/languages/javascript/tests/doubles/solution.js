var halves = function (a) {
    return a.map((x) => x / 2);
};
