var doubled = function (n) {
    const twice = 2 * ;
    return twice;
};
