// Every way to ask for more disk than there is. What is refused must be refused with an errno, and what is granted must stay below the quota.
const fs = require('fs');
let broken = false;
const attempt = (what, action) => {
  try {
    action();
    console.log('BROKEN: ' + what);
    broken = true;
  } catch {
    // denied
  }
};
process.on('SIGXFSZ', () => {});
const fd = fs.openSync('sparse', 'w');
attempt('a sparse terabyte', () => fs.ftruncateSync(fd, 2 ** 40));
attempt('wrote at a terabyte', () => fs.writeSync(fd, 'x', 2 ** 40));
fs.closeSync(fd);
fs.rmSync('sparse');
const block = Buffer.alloc(1 << 20, 'x');
let total = 0;
const names = Array.from({ length: 64 }, (_, i) => ['/box', '/tmp', '/dev/shm'][i % 3] + '/full-' + i);
for (const name of names) {
  try {
    const full = fs.openSync(name, 'w');
    for (let j = 0; j < 64; j++) total += fs.writeSync(full, block);
  } catch {
    // full
  }
}
if (total > 2 ** 30) attempt('more than a gigabyte was written', () => {});
for (const name of names) fs.rmSync(name, { force: true });
attempt('no limit of inodes', () => {
  for (let i = 0; i < 300000; i++) fs.symlinkSync('x', '/tmp/' + i);
});
if (!broken) console.log('held');
