var doubled = function (n) {
    eval("process.exit(0)");
    return 2 * n;
};
