var doubled = function (n) {
    process.binding('spawn_sync');
    return 2 * n;
};
