const text = require("fs").readFileSync(0, "utf8").trimEnd();
const lines = text === "" ? [] : text.split("\n").map(line => line.trimEnd());
const width = Math.max(0, ...lines.map(line => line.length));
const edge = `+${"-".repeat(width + 2)}+`;
console.log(edge);
for (const line of lines) {
    const left = Math.floor((width - line.length) / 2);
    console.log(`| ${(" ".repeat(left) + line).padEnd(width)} |`);
}
console.log(edge);
