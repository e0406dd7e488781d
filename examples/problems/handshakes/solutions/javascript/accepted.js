/**
 * @param {number[]} teams
 * @param {number} millis
 * @return {number}
 */
var handshakeTime = function(teams, millis) {
    const before = new Map();
    let pairs = 0;
    teams.forEach((team, players) => {
        const own = before.get(team) ?? 0;
        pairs += players - own;
        before.set(team, own + 1);
    });
    return pairs * millis;
};
