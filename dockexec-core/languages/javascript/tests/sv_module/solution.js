var doubled = function (n) {
    require('zlib');
    return 2 * n;
};
