const fs = require('fs');
for (;;) {
  fs.writeSync(1, 'more');
  fs.writeSync(2, 'more');
}
