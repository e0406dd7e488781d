var spin = function (n) {
    let count = 0;
    while (n > 0) count = (count + n) % 1000003;
    return count;
};
