var eat = function (mib) {
    const kept = [];
    for (let i = 0; i < mib; i++) {
        kept.push(new Array(1 << 17).fill(i + 0.5));
    }
    return kept.length;
};
