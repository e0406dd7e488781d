var echo = function (s, n) {
    return [s, [...s].length === n ? "True" : "False"];
};
