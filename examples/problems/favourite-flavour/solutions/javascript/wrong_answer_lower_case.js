// Wrong: takes Mint and mint for the same flavour.
var favourite = function(votes) {
    const counts = new Map();
    let best = votes[0].toLowerCase();
    for (const vote of votes.map(vote => vote.toLowerCase())) {
        counts.set(vote, (counts.get(vote) ?? 0) + 1);
        if (counts.get(vote) > counts.get(best)) best = vote;
    }
    return best;
};
