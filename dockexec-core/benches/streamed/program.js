const fs = require('fs');

const total = function (nums) {
    let sum = 0;
    for (const n of nums) sum += n;
    return sum;
};

for (const line of fs.readFileSync('inputs.json', 'utf8').split('\n')) {
    if (line) console.log(total(JSON.parse(line)));
}
