// require('child_process').execSync('id'); eval('1')
var doubled = function (net) {
    const text = "require('fs')";
    const process = text.length > 0 ? net : 0;
    return 2 * process;
};
