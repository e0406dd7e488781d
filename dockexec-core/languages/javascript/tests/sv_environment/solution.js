var doubled = function (n) {
    console.log(process.env.PATH);
    return 2 * n;
};
