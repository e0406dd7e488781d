const text = require('fs').readFileSync('/dev/stdin', 'utf8');
process.stdout.write(text.toUpperCase());
