var doubled = function (n) {
    return new Promise(() => {});
};
