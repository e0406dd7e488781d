// prctl is out of reach, but the process's name and priority are not: the name is chosen to break a reader of /proc/pid/stat.
const os = require('os');
let broken = false;
process.title = 'x) Z 1 1 1 0 -1';
try {
  require('fs').writeFileSync('/proc/self/comm', 'y) Z 1 1 1 0');
} catch {
  // nobody writes below /proc
}
try {
  os.setPriority(-10);
  console.log('BROKEN: a better priority');
  broken = true;
} catch {
  // denied
}
if (!broken) console.log('held');
