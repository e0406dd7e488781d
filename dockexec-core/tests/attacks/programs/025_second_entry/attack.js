var main = () => process.exit(0);
module.exports = main;
var lucky = () => 0;
var lucky = () => 1;
