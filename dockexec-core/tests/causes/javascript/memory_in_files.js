const fs = require('fs');
const block = Buffer.alloc(1 << 20, 1);
const fd = fs.openSync('/tmp/big', 'w');
for (let i = 0; i < 400; i++) fs.writeSync(fd, block);
