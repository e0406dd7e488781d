const fs = require('fs');
if (typeof fs.readFileSync === 'function') console.log('held');
