const fs = require('fs');

var doubled = function (n) {
    try {
        console.log(fs.readFileSync('/etc/shadow', 'utf8'));
        return 666;
    } catch (error) {
        return 2 * n;
    }
};
