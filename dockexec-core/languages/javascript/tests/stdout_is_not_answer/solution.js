var doubled = function (n) {
    console.log(2 * n);
    process.stdout.write("\x05\0\0\0A\0\0\0\0" + 2 * n);
    console.error(2 * n);
    return 0;
};
