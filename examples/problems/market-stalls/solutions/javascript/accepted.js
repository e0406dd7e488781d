const words = require("fs").readFileSync(0, "utf8").split(/\s+/).filter(Boolean);
const sums = new Map();
for (let i = 1; i + 1 < words.length; i += 2) {
    sums.set(words[i], (sums.get(words[i]) ?? 0) + Number(words[i + 1]));
}
const names = [...sums.keys()].sort();
let best = names[0] ?? "-";
const lines = [names.length];
for (const name of names) {
    lines.push(`${name} ${sums.get(name)}`);
    if (sums.get(name) > sums.get(best)) best = name;
}
lines.push(best);
console.log(lines.join("\n"));
