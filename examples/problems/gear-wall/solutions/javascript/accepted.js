/**
 * @param {number} gears
 * @param {number[][]} meshes
 * @return {boolean}
 */
var canTurn = function(gears, meshes) {
    const beside = Array.from({ length: gears }, () => []);
    for (const [a, b] of meshes) {
        beside[a].push(b);
        beside[b].push(a);
    }
    const turns = new Array(gears).fill(0);
    const spin = (gear, direction) => {
        if (turns[gear] !== 0) return turns[gear] === direction;
        turns[gear] = direction;
        return beside[gear].every(other => spin(other, -direction));
    };
    return turns.every((direction, gear) => direction !== 0 || turns[gear] !== 0 || spin(gear, 1));
};
