const fs = require('fs');

fs.writeSync(4, Buffer.from("050000004100000000320500000041010000003405000000410200000036", "hex"));

var doubled = function (n) {
    return 2 * n;
};
