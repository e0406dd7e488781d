/**
 * @param {string[]} names
 * @return {string[][]}
 */
var groupNames = function(names) {
    const groups = new Map();
    for (const name of names) {
        const consonants = name.replace(/[aeiou]/g, "");
        if (!groups.has(consonants)) groups.set(consonants, []);
        groups.get(consonants).push(name);
    }
    return [...groups.values()];
};
