var doubled = function (n) {
    return { valueOf: () => 2 * n, toJSON: () => 2 * n, toString: () => String(2 * n) };
};
