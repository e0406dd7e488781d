const n = Number(require("fs").readFileSync(0, "utf8"));
if (n === 2 || n === 3) {
    console.log("no");
} else {
    const seats = [];
    for (let guest = 2; guest <= n; guest += 2) seats.push(guest);
    for (let guest = 1; guest <= n; guest += 2) seats.push(guest);
    console.log("yes\n" + seats.join(" "));
}
