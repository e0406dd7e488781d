const fs = require('fs');

const numbers = fs.readFileSync(0, 'utf8').split(/\s+/).filter(Boolean).map(Number);
console.log(numbers.slice(1).reduce((a, b) => a + b, 0));
