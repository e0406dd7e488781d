const fs = require('fs');
const { readFileSync } = require('node:fs');
console.log(fs.readFileSync === readFileSync ? 'held' : 'BROKEN');
