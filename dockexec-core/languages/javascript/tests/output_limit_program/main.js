const fs = require('fs');
const flood = "flood ".repeat(1000);
while (true) fs.writeSync(1, flood);
