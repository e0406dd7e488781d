var chat = function (lines) {
    const line = "x".repeat(99);
    for (let i = 0; i < lines; i++) console.log(line);
    return lines;
};
