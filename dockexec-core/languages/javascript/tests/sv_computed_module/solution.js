var doubled = function (n) {
    require('chi' + 'ld_pro' + n);
    return 2 * n;
};
