var rows = function (m, w) {
    return [...m, ...w.map(() => [])];
};
