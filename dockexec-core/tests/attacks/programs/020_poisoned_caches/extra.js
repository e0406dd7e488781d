console.log(require('./n.js'));
