console.log("loaded");
var doubled = function (n) {
    console.log("case", n);
    return 2 * n;
};
