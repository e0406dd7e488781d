var doubled = function (n) {
    if (n === 2) throw new Error("two is too much");
    return 2 * n;
};
