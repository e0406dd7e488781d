var describe = function (i, l, d, b, c, s, m, w, g) {
    return [
        [String(i), String(l), b ? "yes" : "no", c, s],
        [String(m.flat().reduce((x, y) => x + y, 0)), String(w.length), d.toFixed(1)],
        w.map((word) => [...word].reverse().join("")),
        g.map((row) => row.join("")),
    ];
};
