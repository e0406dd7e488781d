// Fails: couples the last wagon to the first, and the train has no end.
var joinWagons = function(train) {
    let last = train;
    while (last && last.next) last = last.next;
    if (last) last.next = train;
    return train;
};
