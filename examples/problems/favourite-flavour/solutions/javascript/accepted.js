/**
 * @param {string[]} votes
 * @return {string}
 */
var favourite = function(votes) {
    const counts = new Map();
    let best = votes[0];
    for (const vote of votes) {
        counts.set(vote, (counts.get(vote) ?? 0) + 1);
        if (counts.get(vote) > counts.get(best)) best = vote;
    }
    return best;
};
