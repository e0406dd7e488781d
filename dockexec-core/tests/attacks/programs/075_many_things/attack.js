const fs = require('fs');

let broken = false;
try {
  for (let i = 0; i < 100000; i++) fs.openSync('/dev/null');
  broken = true;
  console.log('BROKEN: descriptors');
} catch {
  for (let i = 30; i < 300; i++) try { fs.closeSync(i); } catch {}
}
if (!broken) process.stdout.write('held\n');
